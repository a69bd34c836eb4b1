package dev.tidemark.cli.stack;

import dev.tidemark.cli.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/// Where the parts of a stack listen, always on the loopback address.
///
/// @param name             names the stack among those of a checkout
/// @param ingest           events over HTTP
/// @param writer           dashboard, operators, receipts over HTTP
/// @param kafka            the broker
/// @param postgres         the store
/// @param ingestManagement ingest's health and metrics
/// @param writerManagement the writer's health and metrics
public record Ports(
        String name, int ingest, int writer, int kafka, int postgres, int ingestManagement, int writerManagement) {
    /// The well-known ports.
    public static final Ports STANDARD = new Ports("standard", 8080, 8081, 9092, 5432, 9000, 9001);

    /// Six ports in a row.
    ///
    /// @param base the first, from 1024 to 65530
    public static Ports from(int base) {
        if (base < 1024 || base > 65_530) {
            throw new Failure("--port-base must be from 1024 to 65530");
        }
        return new Ports(Integer.toString(base), base, base + 1, base + 2, base + 3, base + 4, base + 5);
    }

    /// Six ports in a row on which nothing listens now.
    public static Ports anyFreeRow() {
        for (int attempt = 0; attempt < 100; attempt++) {
            Ports ports = from(ThreadLocalRandom.current().nextInt(20_000, 30_000));
            if (ports.byPart().values().stream().allMatch(Ports::isFree)) {
                return ports;
            }
        }
        throw new Failure("this machine has no six free ports in a row between 20000 and 30000");
    }

    /// The ports by what listens there.
    Map<String, Integer> byPart() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("kafka", kafka);
        ports.put("postgres", postgres);
        ports.put("ingest", ingest);
        ports.put("ingest management", ingestManagement);
        ports.put("writer", writer);
        ports.put("writer management", writerManagement);
        return ports;
    }

    /// Where ingest takes events.
    public String ingestUrl() {
        return "http://localhost:" + ingest;
    }

    /// Where the dashboard is.
    public String writerUrl() {
        return "http://localhost:" + writer;
    }

    /// Where Kafka is.
    public String bootstrapServers() {
        return "localhost:" + kafka;
    }

    /// Where PostgreSQL is.
    public String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + postgres + "/tidemark";
    }

    /// Whether nothing listens on a port of this machine.
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /// Some port on which nothing listens now.
    static int anyFree() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new Failure("this machine has no free port left", none);
        }
    }
}
