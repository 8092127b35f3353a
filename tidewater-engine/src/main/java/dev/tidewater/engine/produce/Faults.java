package dev.tidewater.engine.produce;

import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.util.ArrayList;
import java.util.List;

/** Faults found in one file, until they are too many to be read. */
final class Faults {
    private static final int MOST = 20;
    private static final String HINT = "nothing was sent; mend the file and run the command again";

    private final String source;
    private final String file;
    private final List<InputFault> found = new ArrayList<>();

    /**
     * @param source as messages name it
     * @param file as the user named it
     */
    Faults(String source, String file) {
        this.source = source;
        this.file = file;
    }

    /** Notes a fault and tells whether to look for more. */
    boolean add(InputFault fault) {
        found.add(fault);
        return fault.recoverable() && found.size() < MOST;
    }

    /** Ends the run if there was a fault. */
    void throwIfAny() {
        if (found.size() == 1) {
            throw nothingSent(source, found.get(0));
        }
        if (found.size() > 1) {
            String count = found.size() == MOST ? "at least " + MOST : Integer.toString(found.size());
            throw new TidewaterException(
                    ErrorCode.USAGE,
                    source + " has " + count + " faults",
                    HINT,
                    found.stream().map(fault -> fault.finding(file)).toList(),
                    found.get(0));
        }
    }

    /** The one fault as the error that ends the run. */
    static TidewaterException nothingSent(String source, InputFault fault) {
        return new TidewaterException(ErrorCode.USAGE, fault.describe(source), HINT, fault);
    }

    /** A fault in input of which the records before it are sent already. */
    static TidewaterException midway(String source, InputFault fault, long sent, String topic) {
        if (sent == 0) {
            return new TidewaterException(
                    ErrorCode.USAGE,
                    fault.describe(source),
                    "nothing was sent; mend the input and send it again",
                    fault);
        }
        String before = sent == 1 ? "the 1 record before it was" : "the " + sent + " records before it were";
        return new TidewaterException(
                ErrorCode.USAGE,
                fault.describe(source),
                before + " sent to topic \"" + topic + "\"; mend the input and send what follows them",
                fault);
    }
}
