package dev.tidewater.model;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An operation could not finish. The message says what is wrong, the hint what to type or change next. Caught once, in
 * {@code Main} and in the server's handler; anything else that reaches these is our own bug.
 */
public final class TidewaterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String hint;
    private final transient List<Finding> findings;

    public TidewaterException(ErrorCode code, String message, String hint) {
        this(code, message, hint, List.of(), null);
    }

    public TidewaterException(ErrorCode code, String message, String hint, @Nullable Throwable cause) {
        this(code, message, hint, List.of(), cause);
    }

    /** @param findings every fault found, each with its own position; empty when the message says it all */
    public TidewaterException(
            ErrorCode code, String message, String hint, List<Finding> findings, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.hint = hint;
        this.findings = List.copyOf(findings);
    }

    /** Several failures as one, with the findings of all; the first gives code and hint. {@code failures} is not empty. */
    public static TidewaterException combined(List<TidewaterException> failures) {
        TidewaterException first = failures.get(0);
        if (failures.size() == 1) {
            return first;
        }
        return new TidewaterException(
                first.code,
                failures.stream().map(TidewaterException::message).collect(Collectors.joining("\n")),
                first.hint,
                failures.stream()
                        .flatMap(failure -> failure.findings().stream())
                        .toList(),
                first);
    }

    public ErrorCode code() {
        return code;
    }

    /** What is wrong, in one or two lines. Never null, unlike {@link #getMessage()} by its type. */
    public String message() {
        return String.valueOf(getMessage());
    }

    /** The next thing to do; empty if there is none. */
    public String hint() {
        return hint;
    }

    public List<Finding> findings() {
        return findings;
    }
}
