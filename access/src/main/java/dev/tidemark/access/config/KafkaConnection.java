package dev.tidemark.access.config;

import io.smallrye.config.WithDefault;
import java.util.HashMap;
import java.util.Map;

/// How a service reaches Kafka: for every client that it has, producers, consumers, admin clients and Kafka Streams.
public interface KafkaConnection {
    /// The brokers to ask first.
    @Example("kafka-1.example.com:9093,kafka-2.example.com:9093")
    String bootstrapServers();

    /// What the topics are expected to promise. Less is warned of.
    Topics topics();

    /// What the topics are expected to promise.
    interface Topics {
        /// How many replicas each should have. Fewer are warned of, at the start and in readiness.
        @WithDefault("3")
        int replication();

        /// How many replicas must have an event before it is acknowledged. Less is warned of.
        @WithDefault("2")
        int minInSync();
    }

    /// Any other setting of the clients, such as TLS and SASL, under Kafka's own name: `sasl.mechanism` is
    /// `TIDEMARK_KAFKA_CLIENT__SASL_MECHANISM_`. What the contract needs cannot be changed this way.
    @Example("SASL_SSL")
    Map<String, String> client();

    /// The settings that all clients share.
    ///
    /// @param clientId names the client in the broker's logs and metrics
    default Map<String, Object> common(String clientId) {
        Map<String, Object> settings = new HashMap<>(client());
        settings.put("bootstrap.servers", bootstrapServers());
        settings.put("client.id", clientId);
        return settings;
    }
}
