package dev.tidewater.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tidewater.engine.json.Json;
import dev.tidewater.engine.stack.StackIdentity;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the control API on loopback: one POST a call, JSON both ways. A token keeps other users of the machine, and web
 * pages, out.
 */
final class ControlServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

    private final HttpServer server;
    /** Shells keep some of them waiting for rows. */
    private final ExecutorService threads = Executors.newFixedThreadPool(24);

    private final String token;

    /** Answers one call. */
    @FunctionalInterface
    interface Handler {
        Object answer(String body) throws Exception;
    }

    ControlServer(int port, String token, Map<String, Handler> handlers) {
        this.token = token;
        try {
            server = HttpServer.create(new InetSocketAddress(StackIdentity.HOST, port), 64);
        } catch (IOException e) {
            throw new TidewaterException(
                    ErrorCode.RESOURCE,
                    "port " + port + " of control is taken",
                    "let the stack choose other ports with: tidewater up --new-ports",
                    e);
        }
        handlers.forEach((path, handler) -> server.createContext(path, exchange -> serve(exchange, path, handler)));
        server.setExecutor(threads);
    }

    void start() {
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange, String path, Handler handler) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(path)) {
                respond(exchange, 404, Map.of());
                return;
            }
            if (!authorised(exchange)) {
                respond(exchange, 401, Map.of());
                return;
            }
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            try {
                respond(exchange, 200, handler.answer(body));
            } catch (TidewaterException e) {
                // The user gets a sentence; whoever has to find out more gets the whole story here.
                if (e.getCause() == null) {
                    LOG.info("{} answers no: {}", path, e.message());
                } else {
                    LOG.info("{} answers no: {}", path, e.message(), e.getCause());
                }
                respond(exchange, 422, ErrorBody.of(e));
            } catch (Exception e) {
                LOG.error("{} failed", path, e);
                respond(exchange, 500, Map.of("bug", e.toString()));
            }
        }
    }

    private boolean authorised(HttpExchange exchange) {
        String presented = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        return MessageDigest.isEqual(
                presented.getBytes(StandardCharsets.UTF_8), ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
    }

    private static void respond(HttpExchange exchange, int status, Object answer) throws IOException {
        byte[] bytes = Json.write(answer).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
