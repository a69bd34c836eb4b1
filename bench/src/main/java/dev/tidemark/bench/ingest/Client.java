package dev.tidemark.bench.ingest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;

/// One user on one connection, which is kept: sends a request, waits for its answer, sends the next.
final class Client implements AutoCloseable {
    private final SocketChannel channel;
    private final List<Request> requests;
    private final Answer answer = new Answer();
    private int next;

    private Client(SocketChannel channel, List<Request> requests) {
        this.channel = channel;
        this.requests = requests;
    }

    /// Connects.
    ///
    /// @param requests what it sends, in turn
    static Client connect(int port, List<Request> requests) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, 1 << 20);
        return new Client(channel, requests);
    }

    /// Sends one request and waits for its answer.
    ///
    /// @return how many events it had
    /// @throws Refused when not all of them were accepted
    int send() throws IOException, Refused {
        Request request = requests.get(next);
        next = (next + 1) % requests.size();
        ByteBuffer bytes = request.next();
        while (bytes.hasRemaining()) {
            int _ = channel.write(bytes);
        }
        String told = answer.read(channel);
        if (!Answer.isAcceptanceOf(request.events(), told)) {
            throw new Refused(told);
        }
        return request.events();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /// An answer other than that all is well.
    @SuppressWarnings("serial")
    static final class Refused extends Exception {
        Refused(String answer) {
            super(answer);
        }
    }
}
