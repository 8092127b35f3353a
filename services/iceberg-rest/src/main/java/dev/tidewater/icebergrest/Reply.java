package dev.tidewater.icebergrest;

import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.rest.responses.ErrorResponse;

/** What goes back: a status, headers and, maybe, something to write as JSON. */
record Reply(int status, Map<String, String> headers, Optional<Object> body) {
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    Reply {
        headers = Map.copyOf(headers);
    }

    static Reply ok(Object body) {
        return new Reply(OK, Map.of(), Optional.of(body));
    }

    static Reply tagged(String entityTag, Object body) {
        return new Reply(OK, Map.of("ETag", entityTag), Optional.of(body));
    }

    static Reply noContent() {
        return new Reply(NO_CONTENT, Map.of(), Optional.empty());
    }

    static Reply notModified(String entityTag) {
        return new Reply(NOT_MODIFIED, Map.of("ETag", entityTag), Optional.empty());
    }

    static Reply failed(ErrorResponse error) {
        return new Reply(error.code(), Map.of(), Optional.of(error));
    }

    /** The path exists, the method does not. */
    static Reply methodNotAllowed(ErrorResponse error, String allowed) {
        return new Reply(error.code(), Map.of("Allow", allowed), Optional.of(error));
    }
}
