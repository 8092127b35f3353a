package dev.tidewater.engine.sql;

import dev.tidewater.model.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Queries that do not fit the table they are inserted into, and queries that cannot run at all. */
final class PlanErrors {
    private static final Pattern SCHEMA = Pattern.compile(
            "Column types of query result and sink for '(.+?)' do not match\\.\\s*Cause: (.+?)\\s*"
                    + "Query schema: \\[(.*?)]\\s*Sink schema:\\s+\\[(.*)]",
            Pattern.DOTALL);
    private static final Pattern INCOMPATIBLE =
            Pattern.compile("Incompatible types for sink column '(.+)' at position (\\d+)");
    private static final Pattern UPDATES = Pattern.compile(
            "Table sink '(.+?)' doesn't support consuming ([a-z ]+) changes which is produced by node (\\w+)");
    private static final Pattern NO_PLAN = Pattern.compile(
            "Cannot generate a valid execution plan for the given query|There are not enough rules to produce");

    private static final Pattern ENFORCED = Pattern.compile("doesn't support ENFORCED mode for PRIMARY KEY");
    private static final Pattern NO_TIME = Pattern.compile(
            "The window function (\\w+)\\(.*\\) requires the timecol to be .*?, but is (.+?)\\.", Pattern.DOTALL);

    private static final Pattern NOT_IN_LAKE =
            Pattern.compile("^Creating table with (watermark specs|computed columns) is not supported");
    private static final Pattern OUTSIDE_OF_KEY = Pattern.compile(
            "In UPSERT mode, source column '(.+?)' of partition field .*should be included in equality fields");

    private static final Pattern WATERMARK_TYPE = Pattern.compile(
            "Invalid data type of time field for watermark definition.*time field type is ([^.\n]+)", Pattern.DOTALL);
    private static final Pattern FUNCTION_CLASS = Pattern.compile(
            "Could not register temporary (?:catalog|system) function '(.+?)' due to implementation errors");

    private PlanErrors() {}

    static Optional<Finding> read(PlannerFault fault) {
        return fault.find(SCHEMA)
                .map(match -> schema(fault, match))
                .or(() -> fault.find(UPDATES).map(match -> updates(fault, match)))
                .or(() -> fault.find(ENFORCED).map(match -> enforced(fault)))
                .or(() -> fault.find(NO_TIME).map(match -> noTime(fault, match)))
                .or(() -> fault.find(NOT_IN_LAKE).map(match -> notInLake(fault, match)))
                .or(() -> fault.find(OUTSIDE_OF_KEY).map(match -> outsideOfKey(fault, match)))
                .or(() -> fault.find(WATERMARK_TYPE).map(match -> watermark(fault, match)))
                .or(() -> fault.find(FUNCTION_CLASS).map(match -> functionClass(fault, match)))
                .or(() -> fault.find(NO_PLAN).map(match -> noPlan(fault)));
    }

    private static Finding schema(PlannerFault fault, MatchResult match) {
        String table = PlannerFault.shown(match.group(1));
        List<Column> query = Column.all(match.group(3));
        List<Column> sink = Column.all(match.group(4));
        var incompatible = INCOMPATIBLE.matcher(match.group(2));
        String message;
        String hint;
        if (incompatible.find() && Integer.parseInt(incompatible.group(2)) < Math.min(query.size(), sink.size())) {
            Column given = query.get(Integer.parseInt(incompatible.group(2)));
            Column taken = sink.get(Integer.parseInt(incompatible.group(2)));
            message = "column \"%s\" of table \"%s\" is %s, the query gives %s"
                    .formatted(taken.name(), table, taken.type(), given.type());
            hint = "columns go in by position, not by name; convert with CAST(" + given.written() + " AS "
                    + taken.type() + ") or reorder";
        } else if (query.size() != sink.size()) {
            message = "the query gives %d %s, table \"%s\" takes %d"
                    .formatted(query.size(), query.size() == 1 ? "column" : "columns", table, sink.size());
            hint = "the query gives %s; the table takes %s".formatted(names(query), names(sink));
        } else {
            message = "the query does not fit table \"" + table + "\": " + Sentence.first(match.group(2));
            hint = "";
        }
        return fault.finding(SqlRules.TYPE, fault.whereNamed(match.group(1)), message, hint);
    }

    private static Finding updates(PlannerFault fault, MatchResult match) {
        return fault.finding(
                SqlRules.PLAN,
                fault.whereNamed(match.group(1)),
                "table \"%s\" takes only new rows, and this query changes rows it gave before (%s)"
                        .formatted(PlannerFault.shown(match.group(1)), match.group(3)),
                "aggregate over a window, or insert into a table with a PRIMARY KEY that takes upserts");
    }

    private static Finding enforced(PlannerFault fault) {
        return fault.finding(
                SqlRules.PLAN,
                fault.whereNamed("PRIMARY"),
                "Flink cannot enforce a primary key, for the data is not its own",
                "write NOT ENFORCED after it: PRIMARY KEY (…) NOT ENFORCED");
    }

    private static Finding noTime(PlannerFault fault, MatchResult match) {
        return fault.finding(
                SqlRules.TYPE,
                fault.whereNamed("DESCRIPTOR"),
                "%s needs a time column, and this one is %s".formatted(match.group(1), Sentence.plain(match.group(2))),
                "give DESCRIPTOR a TIMESTAMP(3) column that has a WATERMARK in its CREATE TABLE");
    }

    private static Finding watermark(PlannerFault fault, MatchResult match) {
        String type = match.group(1).replace("`", "").strip();
        return fault.finding(
                SqlRules.TYPE,
                fault.whereNamed("WATERMARK"),
                "the time of a WATERMARK is a TIMESTAMP(3) or a TIMESTAMP_LTZ(3), and this column is " + type,
                type.startsWith("TIMESTAMP")
                        ? "write the precision: TIMESTAMP alone is TIMESTAMP(6)"
                        : "compute one beside it: event_time AS TO_TIMESTAMP_LTZ(…, 3) of milliseconds, AS TO_TIMESTAMP(…) of"
                                + " a text");
    }

    private static Finding functionClass(PlannerFault fault, MatchResult match) {
        String name = PlannerFault.last(match.group(1));
        String type = fault.statement().tokens().stream()
                .filter(token -> token.kind() == SqlToken.Kind.STRING)
                .map(token -> " \"" + token.value() + "\"")
                .findFirst()
                .orElse("");
        return fault.finding(
                SqlRules.PLAN,
                fault.whereNamed(name),
                "class" + type + " of function \"" + name + "\" is not on the class path, or is no function of Flink",
                "use a function that Flink has, or compute the value where the record is made");
    }

    private static Finding notInLake(PlannerFault fault, MatchResult match) {
        boolean isTime = match.group(1).startsWith("watermark");
        return fault.finding(
                SqlRules.PLAN,
                isTime ? fault.whereNamed("WATERMARK") : fault.statement().start(),
                "a table of Iceberg has no " + (isTime ? "WATERMARK" : "computed columns"),
                "take it away; if this is to be a table of Kafka, its name must not lead into the lake: write"
                        + " default_catalog.default_database."
                        + fault.statement().createdName().orElse("orders"));
    }

    private static Finding outsideOfKey(PlannerFault fault, MatchResult match) {
        return fault.finding(
                SqlRules.PLAN,
                fault.statement().start(),
                "rows replace each other by their key, and the table is partitioned by \"" + match.group(1)
                        + "\", which is no part of it",
                "make \"" + match.group(1) + "\" part of the PRIMARY KEY, or partition by columns of the key");
    }

    private static Finding noPlan(PlannerFault fault) {
        return fault.finding(
                SqlRules.PLAN,
                fault.statement().start(),
                "Flink has no way to run this query",
                "it uses a combination that streaming SQL does not support; look at joins, FOR SYSTEM_TIME AS OF and windows");
    }

    private static String names(List<Column> columns) {
        return String.join(", ", columns.stream().map(Column::written).toList());
    }

    /** A column of a schema as Flink prints it: {@code id: BIGINT}. */
    private record Column(String name, String type) {
        static List<Column> all(String schema) {
            List<Column> columns = new ArrayList<>();
            int depth = 0;
            int from = 0;
            for (int i = 0; i <= schema.length(); i++) {
                char c = i < schema.length() ? schema.charAt(i) : ',';
                depth += c == '(' || c == '<' ? 1 : 0;
                depth -= c == ')' || c == '>' ? 1 : 0;
                if (c == ',' && depth == 0) {
                    columns.add(of(schema.substring(from, i)));
                    from = i + 1;
                }
            }
            return columns;
        }

        private static Column of(String text) {
            int colon = text.indexOf(": ");
            String name = colon < 0 ? text : text.substring(0, colon);
            String type = colon < 0 ? "" : Sentence.plain(text.substring(colon + 2));
            return new Column(name.strip(), type.replace(" *PROCTIME*", "").strip());
        }

        /** An expression without a name is called EXPR$0 by Flink. */
        String written() {
            return name.startsWith("EXPR$") ? "…" : name;
        }
    }
}
