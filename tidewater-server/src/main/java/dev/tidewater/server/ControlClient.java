package dev.tidewater.server;

import dev.tidewater.engine.json.Json;
import dev.tidewater.engine.stack.RunFile;
import dev.tidewater.engine.stack.StackIdentity;
import dev.tidewater.engine.stack.StackLayout;
import dev.tidewater.engine.stack.StackPort;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** Calls the control API of a running stack. */
public final class ControlClient {
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();
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
        HttpRequest post = HttpRequest.newBuilder(URI.create(identity.url(StackPort.CONTROL) + call.path()))
                .timeout(timeout)
                .header("Authorization", "Bearer " + identity.token())
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(request)))
                .build();
        HttpResponse<String> response;
        try {
            response = http.send(post, HttpResponse.BodyHandlers.ofString());
        } catch (java.net.ConnectException e) {
            throw new TidewaterException(
                    ErrorCode.UNREACHABLE,
                    "the supervisor of the stack does not answer",
                    "wait a moment, or restart the stack: tidewater down && tidewater up",
                    e);
        } catch (HttpTimeoutException e) {
            throw unknown("no answer to " + call.path() + " within " + timeout.toSeconds() + " s", e);
        } catch (IOException e) {
            throw unknown("the answer to " + call.path() + " was lost", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown("interrupted while waiting for the answer to " + call.path(), e);
        }
        return switch (response.statusCode()) {
            case 200 -> Json.read(response.body(), call.answer());
            case 422 -> throw Json.read(response.body(), ErrorBody.class).toException();
            default ->
                throw new IllegalStateException(
                        call.path() + " answered " + response.statusCode() + ": " + response.body());
        };
    }

    private static TidewaterException unknown(String message, Exception cause) {
        return new TidewaterException(
                ErrorCode.OUTCOME_UNKNOWN, message, "see what happened with: tidewater status", cause);
    }
}
