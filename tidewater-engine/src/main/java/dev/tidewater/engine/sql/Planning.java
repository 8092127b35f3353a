package dev.tidewater.engine.sql;

import dev.tidewater.model.*;
import java.util.*;

final class Planning {
    static TidewaterException failure(String file, String text, SqlStatement s, RuntimeException e) {
        return new TidewaterException(
                ErrorCode.BROKEN_SCRIPT,
                s.text() + ": " + rootMessage(e),
                "",
                List.of(new Finding("x", Finding.Level.ERROR, file, 1, 1, rootMessage(e), "")),
                e);
    }

    static TidewaterException broken(String file, List<Finding> f) {
        return new TidewaterException(ErrorCode.BROKEN_SCRIPT, "broken", "", f, null);
    }

    static Finding finding(String file, SqlStatement s, String m, String h) {
        return new Finding("x", Finding.Level.ERROR, file, 1, 1, m, h);
    }

    static String rootMessage(Throwable e) {
        Throwable t = e;
        while (t.getCause() != null) t = t.getCause();
        return String.valueOf(t.getMessage());
    }
}
