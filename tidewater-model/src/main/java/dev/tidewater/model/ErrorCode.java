package dev.tidewater.model;

import java.util.Locale;

/**
 * Why an operation could not finish, grouped by who can mend it. Each code fixes the exit code of the process; the
 * numbers are a contract with scripts.
 */
public enum ErrorCode {
    // The user's thing is wrong, and the answer is therefore no.
    /** A script does not parse or does not plan; the exception carries the findings. */
    BROKEN_SCRIPT(1),
    /** A pipeline, a check or a comparison ended with "no". */
    REFUSED(1),

    // The user asked in a way that cannot work.
    /** Arguments that do not fit: an unknown option, a file that is not there, input that is not in its format. */
    USAGE(2),
    /** {@code tidewater.yaml} is missing or wrong; the exception carries the findings. */
    CONFIGURATION(2),

    // The world is not as needed.
    /** The stack, or one service of it, is not running or does not answer. */
    UNREACHABLE(3),
    /** Something was started and was not ready in time. */
    NOT_READY(3),
    /** A resource of the machine ran out, is taken or is damaged: a port, the disk, a file of the stack. */
    RESOURCE(3),

    /** A request was sent and its outcome could not be learned. */
    OUTCOME_UNKNOWN(4);

    private final int exitCode;

    ErrorCode(int exitCode) {
        this.exitCode = exitCode;
    }

    /** Exit code of a command that ends with this error. */
    public int exitCode() {
        return exitCode;
    }

    /** As written in JSON, for example {@code broken-script}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException if no code has this label */
    public static ErrorCode ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
