package dev.tidewater.engine.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Leads the addresses that a pipeline names to those of the stack.
 *
 * <pre>
 * 'properties.bootstrap.servers' = 'kafka1:9092,kafka2:9092'   →   '127.0.0.1:40123'
 * 'url' = 'http://schema-registry:8081/apis'                   →   'http://127.0.0.1:40124/apis'
 * </pre>
 *
 * Only values of WITH clauses and OPTIONS hints change, and in them only whole {@code host:port} authorities: neither
 * {@code mykafka:9092} nor {@code kafka:90921} is {@code kafka:9092}.
 *
 * @param addresses from {@code host:port} as pipelines name it to the {@code host:port} that answers
 */
public record HostMapping(Map<String, String> addresses) {
    /** What may stand before an authority: the beginning, a separator, the slashes of a URL or the user in it. */
    private static final Pattern AUTHORITY =
            Pattern.compile("(?<=^|[\\s,;=@'\"]|//)([A-Za-z0-9_][A-Za-z0-9_.-]*:\\d+)(?![A-Za-z0-9_.-])");

    public HostMapping {
        Map<String, String> lower = new HashMap<>();
        addresses.forEach((host, address) -> lower.put(host.toLowerCase(Locale.ROOT), address));
        addresses = Map.copyOf(lower);
    }

    /** The same statement with other hosts in its {@link SqlStatement#text()}; places still lead to the user's text. */
    public SqlStatement apply(SqlStatement statement) {
        List<SqlEdit> edits = new ArrayList<>();
        for (SqlOption option : SqlOption.of(statement)) {
            SqlToken value = option.value();
            String mapped = map(value.text());
            if (!mapped.equals(value.text())) {
                edits.add(new SqlEdit(value.start(), value.end(), mapped));
            }
        }
        return edits.isEmpty() ? statement : statement.withEdits(edits);
    }

    private String map(String literal) {
        String mapped = AUTHORITY.matcher(literal).replaceAll(match -> {
            String named = match.group(1);
            return Matcher.quoteReplacement(addresses.getOrDefault(named.toLowerCase(Locale.ROOT), named));
        });
        return mapped.equals(literal) ? literal : withoutRepetition(mapped);
    }

    /** Several brokers of a cluster become the one broker of the stack, and it need be named only once. */
    private String withoutRepetition(String literal) {
        int quote = literal.indexOf('\'') + 1;
        String list = literal.substring(quote, literal.length() - 1);
        Set<String> parts = new LinkedHashSet<>();
        List<String> all = new ArrayList<>();
        for (String part : list.split(",", -1)) {
            boolean address = addresses.values().stream().anyMatch(part::contains);
            if (!address || parts.add(part.strip())) {
                all.add(part);
            }
        }
        return literal.substring(0, quote) + String.join(",", all) + "'";
    }
}
