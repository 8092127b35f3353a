package dev.tidewater.engine.sql;

import java.util.Map;

public record HostMapping(Map<String, String> m) {
    SqlStatement apply(SqlStatement s) {
        String t = s.text();
        for (var e : m.entrySet()) t = t.replace(e.getKey(), e.getValue());
        return new SqlStatement(t, s.kind());
    }
}
