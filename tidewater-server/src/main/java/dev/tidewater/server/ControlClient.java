package dev.tidewater.server;

import dev.tidewater.engine.json.Json;
import dev.tidewater.engine.stack.RunFile;
import dev.tidewater.engine.stack.StackIdentity;
import dev.tidewater.engine.stack.StackLayout;
import dev.tidewater.engine.stack.StackPort;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Calls the control API of a running stack. */
public final class ControlClient {
    private static final int CONNECT_MILLIS = 3_000;

    private final StackIdentity identity;

    private ControlClient(StackIdentity identity) {
        this.identity = identity;
    }

    /** Empty if the project's stack is not up. */
    public static Optional<ControlClient> connect(StackLayout layout) {
        if (RunFile.supervisor(layout).isEmpty()) {
            return Optional.empty();
        }
        return StackIdentity.load(layout).map(ControlClient::new);
    }

    /** @throws TidewaterException (UNREACHABLE) if the project's stack is not up */
    public static ControlClient require(StackLayout layout) {
        return connect(layout)
                .orElseThrow(() -> new TidewaterException(
                        ErrorCode.UNREACHABLE,
                        "the stack of " + layout.project() + " is not up",
                        "start it with: tidewater up"));
    }

    /**
     * One call.
     *
     * @throws TidewaterException what the supervisor answered, UNREACHABLE if it does not answer, or OUTCOME_UNKNOWN if
     *     the answer to a sent request was lost
     */
    public <T> T call(Call<T> call, Object request, Duration timeout) {
        byte[] body = Json.write(request).getBytes(StandardCharsets.UTF_8);
        HttpURLConnection connection = connect(call, body.length);
        try {
            connection.setReadTimeout(Math.toIntExact(timeout.toMillis()));
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
            return answer(call, connection.getResponseCode(), read(connection));
        } catch (SocketTimeoutException e) {
            throw unknown("no answer to " + call.path() + " within " + timeout.toSeconds() + " s", e);
        } catch (IOException e) {
            throw unknown("the answer to " + call.path() + " was lost", e);
        } finally {
            connection.disconnect();
        }
    }

    /** Java's newer client would cost every command a quarter of a second: it prepares for what is never asked here. */
    private HttpURLConnection connect(Call<?> call, int length) {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create(identity.url(StackPort.CONTROL) + call.path())
                    .toURL()
                    .openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setRequestProperty("Authorization", "Bearer " + identity.token());
            // With its length known it streams, and Java does not send it a second time by itself.
            connection.setFixedLengthStreamingMode(length);
            connection.connect();
            return connection;
        } catch (IOException e) {
            throw new TidewaterException(
                    ErrorCode.UNREACHABLE,
                    "the supervisor of the stack does not answer",
                    "wait a moment, or restart the stack: tidewater down && tidewater up",
                    e);
        }
    }

    private static String read(HttpURLConnection connection) throws IOException {
        try (InputStream in =
                connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static <T> T answer(Call<T> call, int status, String body) {
        return switch (status) {
            case 200 -> Json.read(body, call.answer());
            case 422 -> throw Json.read(body, ErrorBody.class).toException();
            default -> throw new IllegalStateException(call.path() + " answered " + status + ": " + body);
        };
    }

    private static TidewaterException unknown(String message, Exception cause) {
        return new TidewaterException(
                ErrorCode.OUTCOME_UNKNOWN, message, "see what happened with: tidewater status", cause);
    }
}
