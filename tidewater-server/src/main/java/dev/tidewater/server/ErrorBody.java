package dev.tidewater.server;

import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Finding;
import dev.tidewater.model.TidewaterException;
import java.util.List;
import java.util.Objects;

/** An error as JSON, on the wire and in {@code -o json}: {@code {"error": {"code": …, "message": …, "hint": …, "findings": […]}}}. */
public record ErrorBody(Error error) {
    public ErrorBody {
        Objects.requireNonNull(error);
    }

    public record Error(String code, int exitCode, String message, String hint, List<Finding> findings) {}

    public static ErrorBody of(TidewaterException e) {
        return new ErrorBody(new Error(e.code().label(), e.code().exitCode(), e.message(), e.hint(), e.findings()));
    }

    TidewaterException toException() {
        return new TidewaterException(
                ErrorCode.ofLabel(error.code()), error.message(), error.hint(), error.findings(), null);
    }
}
