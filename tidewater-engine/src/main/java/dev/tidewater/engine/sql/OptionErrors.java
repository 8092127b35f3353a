package dev.tidewater.engine.sql;

import dev.tidewater.model.Finding;
import dev.tidewater.model.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Faults in the options of a table or catalog. They show up where it is used, and are shown where it is created. */
final class OptionErrors {
    private static final Pattern OWNER = Pattern.compile(
            "Unable to create (?:a (?:source|sink) for (?:reading|writing) (table)|(catalog)) '([^']+)'");
    private static final Pattern SPACE = Pattern.compile("in option space '([^']+)'");
    private static final Pattern MISSING =
            Pattern.compile("required options are missing\\.\\s+Missing required options are:\\s+(.*)", Pattern.DOTALL);
    private static final Pattern UNSUPPORTED = Pattern.compile(
            "Unsupported options found for '([^']*)'\\.\\s+Unsupported options:\\s+(.*?)\\s+Supported options:\\s+(.*)",
            Pattern.DOTALL);
    private static final Pattern NO_FACTORY = Pattern.compile(
            "Could not find any factory for identifier '([^']*)' that implements '([^']*)'.*?identifiers are:\\s*(.*)",
            Pattern.DOTALL);
    private static final Pattern INVALID = Pattern.compile("Invalid value for option '([^']+)'");
    private static final Pattern ONE_OF = Pattern.compile("Expected one of: \\[+([^\\]]*)]");
    private static final Pattern NO_FORMAT = Pattern.compile("Could not find required (?:scan|sink) format '([^']+)'");
    private static final Pattern NO_CONNECTOR = Pattern.compile("do not contain an option key '([^']+)'");
    private static final Pattern NO_TOPIC =
            Pattern.compile("(?i)^Either '?topic'? or '?topic[- ]pattern'? must be set");
    private static final Pattern DEMANDED = Pattern.compile(
            "^'?([\\w.-]+)'? (?:is required in '[^']+' (?:startup|bounded) mode but missing|must be specified when using)");
    private static final Pattern NO_KEY = Pattern.compile("'([\\w-]+)' tables require to define a PRIMARY KEY");
    private static final Pattern NO_GROUP = Pattern.compile("^Property (group\\.id) is required");
    private static final Pattern KEY_FIELDS = Pattern.compile("requires the declaration of one or more of key fields");
    private static final Pattern KEY_OF_ROWS =
            Pattern.compile("doesn't support defining PRIMARY KEY constraint on the table");
    private static final Pattern VALUE = Pattern.compile("^Could not parse value '(.*)' for key '([^']+)'");
    private static final Pattern METADATA = Pattern.compile(
            "Invalid metadata key '(.+?)' in column '(.+?)' of table '(.+?)'\\..*?for (?:reading|writing):\\s+(.*)",
            Pattern.DOTALL);
    private static final Pattern AVRO_TYPE = Pattern.compile("^Unsupported to derive Schema for type: (.+)$");
    private static final Pattern ONE_WAY = Pattern.compile(
            "Connector '([^']+)' can only be used as a (source|sink)\\. It cannot be used as a (source|sink)");

    /** What to write for options that people forget. */
    private static final Map<String, String> EXAMPLES = Map.ofEntries(
            Map.entry("connector", "kafka"),
            Map.entry("properties.bootstrap.servers", "kafka:9092"),
            Map.entry("topic", "orders"),
            Map.entry("scan.startup.timestamp-millis", "1767225600000"),
            Map.entry("scan.startup.specific-offsets", "partition:0,offset:42"),
            Map.entry("scan.bounded.timestamp-millis", "1767225600000"),
            Map.entry("scan.bounded.specific-offsets", "partition:0,offset:42"),
            Map.entry("sink.transactional-id-prefix", "orders"),
            Map.entry("format", "json"),
            Map.entry("key.format", "json"),
            Map.entry("value.format", "json"),
            Map.entry("url", "http://schema-registry:8081"),
            Map.entry("schema-registry.url", "http://schema-registry:8081"),
            Map.entry("path", "file:///tmp/data"),
            Map.entry("type", "iceberg"),
            Map.entry("catalog-type", "rest"),
            Map.entry("catalog-name", "lake"),
            Map.entry("uri", "http://rest:8181"),
            Map.entry("warehouse", "s3://warehouse/"));

    private final PlannerFault fault;
    private final String kind;
    private final String name;
    private final SqlStatement creator;

    private OptionErrors(PlannerFault fault) {
        this.fault = fault;
        Optional<MatchResult> owner = fault.find(OWNER);
        this.kind = owner.filter(match -> match.group(2) != null)
                .map(match -> "catalog")
                .orElse("table");
        this.name = owner.map(match -> PlannerFault.shown(match.group(3))).orElse("");
        boolean creates = fault.statement()
                .createdName()
                .filter(PlannerFault.last(name)::equals)
                .isPresent();
        this.creator =
                creates ? fault.statement() : fault.script().creating(name).orElse(fault.statement());
    }

    static Optional<Finding> read(PlannerFault fault) {
        OptionErrors errors = new OptionErrors(fault);
        return fault.find(MISSING)
                .map(errors::missing)
                .or(() -> fault.find(UNSUPPORTED).map(errors::unsupported))
                .or(() -> fault.find(NO_FACTORY).map(errors::noFactory))
                .or(() -> fault.find(INVALID).map(errors::invalid))
                .or(() -> fault.find(NO_FORMAT).map(errors::noFormat))
                .or(() -> fault.find(NO_CONNECTOR).map(match -> errors.lacking(List.of(match.group(1)))))
                .or(() -> fault.find(NO_TOPIC).map(match -> errors.lacking(List.of("topic"))))
                .or(() -> fault.find(DEMANDED).map(match -> errors.lacking(List.of(match.group(1)))))
                .or(() -> fault.find(NO_KEY).map(errors::noKey))
                .or(() -> fault.find(ONE_WAY).map(errors::oneWay))
                .or(() -> fault.find(NO_GROUP).flatMap(match -> errors.noGroup()))
                .or(() -> fault.find(KEY_FIELDS).map(match -> errors.keyFields()))
                .or(() -> fault.find(KEY_OF_ROWS).map(match -> errors.keyOfRows()))
                .or(() -> fault.find(VALUE).map(errors::setting))
                .or(() -> fault.find(METADATA).map(errors::metadata))
                .or(() -> fault.find(AVRO_TYPE).flatMap(errors::avroType))
                .or(() -> errors.name.isEmpty() ? Optional.empty() : errors.other());
    }

    private Finding missing(MatchResult match) {
        String space = fault.find(SPACE).map(found -> found.group(1)).orElse("");
        return lacking(lines(match.group(1)).stream().map(key -> space + key).toList());
    }

    private Finding lacking(List<String> keys) {
        String options = keys.size() == 1 ? "option " : "options ";
        String lines = keys.stream()
                .map(key -> "'" + key + "' = '" + example(key) + "'")
                .collect(Collectors.joining(", "));
        return at(creation(), subject() + " lacks the " + options + quoted(keys), "add to its WITH: " + lines);
    }

    private static String example(String key) {
        return Optional.ofNullable(EXAMPLES.get(key))
                .or(() -> Optional.ofNullable(EXAMPLES.get(key.substring(key.lastIndexOf('.') + 1))))
                .orElse("…");
    }

    private Finding unsupported(MatchResult match) {
        List<String> wrong = lines(match.group(2));
        List<String> known = lines(match.group(3));
        String hint = wrong.stream()
                .flatMap(key -> Nearest.to(key, known).stream())
                .map(near -> "\"" + near + "\"")
                .collect(Collectors.joining(", "));
        return at(
                keyed(wrong.get(0)).orElse(creation()),
                "\"%s\" has no %s %s"
                        .formatted(match.group(1), wrong.size() == 1 ? "option" : "options", quoted(wrong)),
                hint.isEmpty()
                        ? "remove it" + (wrong.size() == 1 ? "" : " and the others")
                        : "did you mean " + hint + "?");
    }

    private Finding noFactory(MatchResult match) {
        String identifier = match.group(1);
        String type = match.group(2);
        String what = type.endsWith("FormatFactory")
                ? "format"
                : type.endsWith("CatalogFactory") ? "catalog type" : "connector";
        List<String> known = lines(match.group(3)).stream()
                // Of this checker alone.
                .filter(one -> !one.endsWith("-drafts"))
                .toList();
        return at(
                valued(identifier).orElse(creation()),
                "there is no %s \"%s\"".formatted(what, identifier),
                Nearest.to(identifier, known)
                        .map(near -> "did you mean \"" + near + "\"?")
                        .orElse("known are: " + String.join(", ", known)));
    }

    private Finding invalid(MatchResult match) {
        String key = match.group(1);
        String reason = fault.find(ONE_OF)
                .map(found -> "write one of " + found.group(1))
                .or(() ->
                        fault.deepestSentence().map(Sentence::first).filter(text -> !text.startsWith("Invalid value")))
                .orElse("");
        String value = options().stream()
                .filter(option -> option.key().value().equals(key))
                .map(option -> " cannot be \"" + option.value().value() + "\"")
                .findFirst()
                .orElse(" has a value that does not fit");
        return at(keyed(key).orElse(creation()), "option \"" + key + "\"" + value, reason);
    }

    private Finding noFormat(MatchResult match) {
        String key =
                match.group(1).equals("value.format") && keyed("key.format").isEmpty() ? "format" : match.group(1);
        return lacking(List.of(key));
    }

    private Finding noKey(MatchResult match) {
        return at(
                creation(),
                subject() + " needs a key, as every \"" + match.group(1) + "\" table does",
                "add to its columns: PRIMARY KEY (…) NOT ENFORCED");
    }

    private Finding oneWay(MatchResult match) {
        String verb = match.group(3).equals("source") ? "read from" : "written to";
        return at(
                fault.whereNamed(name),
                "%s cannot be %s: its connector \"%s\" is only a %s"
                        .formatted(subject(), verb, match.group(1), match.group(2)),
                "use another connector");
    }

    /** Flink names no table: it is the first of Kafka's in the script that has no group. */
    private Optional<Finding> noGroup() {
        return tablesOfKafka()
                .filter(table -> value(table, "properties.group.id").isEmpty()
                        && value(table, "scan.startup.mode")
                                .orElse("group-offsets")
                                .equals("group-offsets"))
                .findFirst()
                .map(table -> inTable(
                        table,
                        "WITH",
                        "table \"" + table.createdName().orElse("")
                                + "\" is read from where its group stopped, and has no group",
                        "add to its WITH: 'properties.group.id' = '…', 'properties.auto.offset.reset' = 'earliest'"));
    }

    private Finding keyFields() {
        return at(
                keyed("key.format").orElse(creation()),
                subject() + " has a key.format, and does not say which columns are the key",
                "add to its WITH: 'key.fields' = 'COLUMN;…'");
    }

    private Finding keyOfRows() {
        return at(
                creation(),
                subject() + " has a PRIMARY KEY, and each record is one more row of it, whatever its key",
                "take PRIMARY KEY away; or use 'connector' = 'upsert-kafka', where a record replaces the one before it");
    }

    /** Flink looks at a value when it needs it: the fault is that of the SET before. */
    private Finding setting(MatchResult match) {
        SqlSetting setting = new SqlSetting(match.group(2), match.group(1));
        Optional<SqlStatement> set = fault.script().statements().stream()
                .filter(statement -> statement.setting().equals(Optional.of(setting)))
                .findFirst();
        String reason = fault.deepestSentence().map(Sentence::first).orElse("");
        return at(
                set.orElse(fault.statement()).start(),
                "setting \"" + setting.key() + "\" cannot be \"" + setting.value() + "\"",
                reason.contains("duration") ? "a duration is a number and a unit: 10 s, 5 min, 1 h" : reason);
    }

    private Finding metadata(MatchResult match) {
        SqlStatement table =
                fault.script().creating(PlannerFault.shown(match.group(3))).orElse(fault.statement());
        SqlPosition position = table.tokens().stream()
                .filter(token -> token.isName() && token.value().equals(match.group(2)))
                .findFirst()
                .map(token -> table.inFile(token.start()))
                .orElse(table.start());
        boolean isOfSource = match.group(1).startsWith("value.source.");
        return at(
                position,
                "column \"%s\" is to come from \"%s\", which records of \"%s\" do not have"
                        .formatted(match.group(2), match.group(1), PlannerFault.shown(match.group(3))),
                "there are " + String.join(", ", lines(match.group(4)))
                        + (isOfSource ? "; with 'debezium-json' those of the source as well" : ""));
    }

    private Optional<Finding> avroType(MatchResult match) {
        return fault.script().statements().stream()
                .filter(statement -> SqlOption.of(statement).stream()
                        .anyMatch(option -> option.value().value().contains("avro")))
                .filter(table -> table.tokens().stream().anyMatch(token -> token.is("TIMESTAMP_LTZ")))
                .findFirst()
                .map(table -> inTable(
                        table,
                        "TIMESTAMP_LTZ",
                        "Avro has no " + match.group(1) + " in Flink",
                        "declare the column TIMESTAMP(3)"));
    }

    private Stream<SqlStatement> tablesOfKafka() {
        return fault.script().statements().stream()
                .filter(statement -> statement.kind() == SqlStatement.Kind.CREATE_TABLE)
                .filter(statement -> value(statement, "connector").equals(Optional.of("kafka")));
    }

    private static Optional<String> value(SqlStatement table, String key) {
        return SqlOption.of(table).stream()
                .filter(option -> option.key().value().equals(key))
                .map(option -> option.value().value())
                .findFirst();
    }

    private Finding inTable(SqlStatement table, String word, String message, String hint) {
        SqlPosition position = table.tokens().stream()
                .filter(token -> token.is(word))
                .findFirst()
                .map(token -> table.inFile(token.start()))
                .orElse(table.start());
        return at(position, message, hint);
    }

    /** A fault of a table or catalog that says something else than all of the above. */
    private Optional<Finding> other() {
        return fault.deepestSentence()
                .filter(sentence -> !OWNER.matcher(sentence).find())
                .map(sentence -> at(creation(), subject() + ": " + Sentence.first(sentence), ""));
    }

    private String subject() {
        if (name.isEmpty()) {
            return fault.statement().kind() == SqlStatement.Kind.CREATE_CATALOG ? "the catalog" : "the table";
        }
        return kind + " \"" + name + "\"";
    }

    private List<SqlOption> options() {
        return SqlOption.of(creator);
    }

    /** The key's place: in a hint of the statement itself, else where the table is created. */
    private Optional<SqlPosition> keyed(String key) {
        return List.of(fault.statement(), creator).stream()
                .flatMap(statement -> SqlOption.of(statement).stream()
                        .filter(option -> option.key().value().equals(key))
                        .map(option -> statement.inFile(option.key().start())))
                .findFirst();
    }

    private Optional<SqlPosition> valued(String value) {
        return options().stream()
                .filter(option -> option.value().value().equals(value))
                .map(option -> creator.inFile(option.value().start()))
                .findFirst();
    }

    /** The WITH of the creating statement; without one the place where the name is used. */
    private SqlPosition creation() {
        return creator.tokens().stream()
                .filter(token -> SqlOption.opensOptions(creator.kind(), token))
                .findFirst()
                .map(token -> creator.inFile(token.start()))
                .orElseGet(() -> fault.whereNamed(name));
    }

    private Finding at(SqlPosition position, String message, String hint) {
        return fault.finding(SqlRules.OPTION, position, message, hint);
    }

    private static String quoted(List<String> keys) {
        return keys.stream().map(key -> "\"" + key + "\"").collect(Collectors.joining(", "));
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
