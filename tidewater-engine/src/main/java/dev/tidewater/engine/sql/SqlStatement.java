package dev.tidewater.engine.sql;

public record SqlStatement(String text, Kind kind) {
    public enum Kind {
        SET,
        RESET,
        CREATE_TABLE,
        CREATE_VIEW,
        CREATE_CATALOG,
        CREATE_DATABASE,
        CREATE_FUNCTION,
        USE,
        INSERT,
        SELECT,
        SHOW,
        DESCRIBE,
        EXPLAIN,
        OTHER;

        static Kind of(String s) {
            String u =
                    s.toUpperCase(java.util.Locale.ROOT).replaceAll("\\s+", " ").replace("TEMPORARY ", "");
            for (Kind k : values()) if (u.startsWith(k.name().replace('_', ' '))) return k;
            return u.startsWith("WITH") ? SELECT : OTHER;
        }
    }
}
