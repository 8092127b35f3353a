package dev.tidewater.engine.sql;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads SET and RESET, quoted as Flink wants them or bare as its old shell took them. */
final class Settings {
    private Settings() {}

    static Optional<SqlSetting> of(List<SqlToken> tokens) {
        List<SqlToken> rest = tokens.subList(1, tokens.size());
        int equals = 0;
        while (equals < rest.size() && !rest.get(equals).isSymbol('=')) {
            equals++;
        }
        String key = joined(rest.subList(0, equals));
        String value = equals < rest.size() ? joined(rest.subList(equals + 1, rest.size())) : "";
        return key.isEmpty() ? Optional.empty() : Optional.of(new SqlSetting(key, value));
    }

    private static String joined(List<SqlToken> tokens) {
        return tokens.stream().map(SqlToken::value).collect(Collectors.joining());
    }
}
