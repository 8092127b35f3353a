package org.apache.flink.metrics.prometheus;

import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Serves Flink's metrics on one address. {@link PrometheusReporter} takes a port only and listens on every interface of
 * the machine. It stands in Flink's package because the registry of {@link AbstractPrometheusReporter} is visible there
 * only.
 */
final class LoopbackPrometheusReporter extends AbstractPrometheusReporter {
    private final HTTPServer server;

    LoopbackPrometheusReporter(InetAddress address, int port) {
        try {
            server = new HTTPServer(new InetSocketAddress(address, port), registry, true);
        } catch (IOException e) {
            throw new UncheckedIOException("serving metrics on port " + port, e);
        }
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.stop();
        super.close();
    }
}
