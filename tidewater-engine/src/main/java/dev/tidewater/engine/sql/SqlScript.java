package dev.tidewater.engine.sql;

import java.util.*;

public record SqlScript(String file, String text, List<SqlStatement> statements) {
    public static SqlScript parse(String file, String text) {
        List<SqlStatement> l = new ArrayList<>();
        String t = text.replaceAll("(?m)--.*$", "");
        for (String s : t.split(";")) {
            if (!s.isBlank()) l.add(new SqlStatement(s.strip(), SqlStatement.Kind.of(s.strip())));
        }
        return new SqlScript(file, text, l);
    }

    public List<String> normalised() {
        return statements.stream().map(s -> s.text().replaceAll("\\s+", " ")).toList();
    }
}
