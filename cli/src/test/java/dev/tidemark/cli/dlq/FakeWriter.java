package dev.tidemark.cli.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tidemark.cli.Tidemark;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers as a writer would, what a test says that it should; and runs commands against it.
final class FakeWriter implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new HashMap<>();
    private final List<Request> requests = new ArrayList<>();

    /// What is answered.
    private record Answer(int status, String body) {}

    /// What was asked.
    ///
    /// @param call    method and target
    /// @param ifMatch its `If-Match`
    record Request(String call, String body, @Nullable String ifMatch) {}

    /// What a command did.
    record Ran(int exit, String out, String err) {}

    FakeWriter() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /// Answers this call so; told again, so after that, and at last for ever.
    ///
    /// @param call method and target, such as `GET /api/v1/replays`
    synchronized FakeWriter on(String call, int status, String body) {
        answers.computeIfAbsent(call, _ -> new ArrayDeque<>()).add(new Answer(status, body));
        return this;
    }

    /// What was asked so far, in order.
    synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    /// The calls of them.
    List<String> calls() {
        return requests().stream().map(Request::call).toList();
    }

    /// Runs `./tidemark dlq …` against it.
    Ran run(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of("dlq"));
        arguments.addAll(List.of(words));
        arguments.add("--port-base");
        arguments.add(Integer.toString(server.getAddress().getPort() - 1));
        int exit = Tidemark.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(new String[0]));
        return new Ran(exit, out.toString(), err.toString());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        Answer answer =
                next(new Request(call, body, exchange.getRequestHeaders().getFirst("If-Match")));
        byte[] bytes = answer.body().getBytes(UTF_8);
        exchange.getResponseHeaders().add("ETag", "\"7\"");
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized Answer next(Request request) {
        requests.add(request);
        Deque<Answer> left = answers.get(request.call());
        if (left == null) {
            return new Answer(404, "{\"code\":\"not_found\",\"detail\":\"the test knows no " + request.call() + "\"}");
        }
        return left.size() > 1 ? left.removeFirst() : left.getFirst();
    }
}
