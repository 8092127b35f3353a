package dev.tidewater.engine.sql;

import dev.tidewater.engine.sql.SqlStatement.Kind;
import dev.tidewater.model.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Queries that are sound SQL and no sound streams: the time is lost, a version has no key, changes come where rows are wanted. */
final class StreamErrors {
    private static final Pattern TIME_LOST =
            Pattern.compile("requires the timecol is a time attribute type, but is (.+)\\.");
    private static final Pattern NO_VERSION_KEY =
            Pattern.compile("Temporal Table Join requires primary key in versioned table, but no primary key");
    private static final Pattern NO_VERSION_TIME = Pattern.compile("in versioned table, but no row time attribute");
    private static final Pattern AS_OF_WHAT =
            Pattern.compile("rule FlinkLogicalSnapshotConverter.*period=(?!\\$cor)([^)\\]]+)");
    private static final Pattern SORT = Pattern.compile("^Sort on a non-time-attribute field is not supported");
    private static final Pattern SLIDE = Pattern.compile(
            "(HOP|CUMULATE) table function based aggregate requires (?:max )?size must be an integral multiple of (\\w+), but"
                    + " got (?:max )?size (\\d+) ms and \\w+ (\\d+) ms");
    private static final Pattern CHANGES = Pattern.compile(
            "StreamPhysical(\\w+) doesn't support consuming [a-z ]+ changes which is produced by node \\w+\\((?:table=\\[\\["
                    + "[^,]+, [^,]+, ([^,\\]]+))?");

    /** What Flink's operators are to the user. */
    private static final Map<String, String> OPERATORS = Map.of(
            "WindowDeduplicate", "ROW_NUMBER over a window",
            "WindowRank", "ROW_NUMBER over a window",
            "WindowJoin", "a join of windows",
            "IntervalJoin", "a join within a time",
            "OverAggregate", "OVER",
            "Match", "MATCH_RECOGNIZE",
            "TemporalSort", "ORDER BY a time",
            "WindowTableFunction", "a window");

    private final PlannerFault fault;
    /** The statement, then the views of the script, last first. */
    private final List<SqlStatement> texts;

    /** A token of one of the texts. */
    private record Spot(SqlStatement text, int index) {
        SqlToken token() {
            return text.tokens().get(index);
        }
    }

    private StreamErrors(PlannerFault fault) {
        this.fault = fault;
        this.texts = new ArrayList<>(List.of(fault.statement()));
        List<SqlStatement> all = fault.script().statements();
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).kind() == Kind.CREATE_VIEW) {
                texts.add(all.get(i));
            }
        }
    }

    static Optional<Finding> read(PlannerFault fault) {
        StreamErrors errors = new StreamErrors(fault);
        return fault.find(TIME_LOST)
                .map(errors::timeLost)
                .or(() -> fault.find(NO_VERSION_KEY).map(match -> errors.noVersionKey()))
                .or(() -> fault.find(NO_VERSION_TIME).map(match -> errors.noVersionTime()))
                .or(() -> fault.find(AS_OF_WHAT).map(errors::asOfWhat))
                .or(() -> fault.find(SORT).map(match -> errors.sort()))
                .or(() -> fault.find(SLIDE).map(errors::slide))
                .or(() -> fault.find(CHANGES).map(errors::changes));
    }

    private Finding timeLost(MatchResult match) {
        String type = Sentence.plain(match.group(1));
        Optional<Spot> descriptor = spot("DESCRIPTOR", "(");
        String column = descriptor
                .filter(spot -> spot.index() + 2 < spot.text().tokens().size())
                .map(spot -> spot.text().tokens().get(spot.index() + 2).value())
                .orElse("the column");
        Optional<Spot> computed = computed(column);
        if (computed.isPresent()) {
            return at(
                    computed,
                    "\"" + column + "\" is no time column from here on: what comes out of "
                            + computed.get().token().text() + " is a plain " + type,
                    "pass the time column on as it is, without a function; convert it after the window");
        }
        return hasWatermark(column)
                ? at(
                        descriptor,
                        "\"" + column + "\" is no time column any more: a join without a bound in time, a GROUP BY or a"
                                + " UNION before the window made it a plain " + type,
                        "apply the window first, or join with a bound in time or FOR SYSTEM_TIME AS OF")
                : at(
                        descriptor,
                        "\"" + column + "\" is a plain " + type + ", and a window needs a time column",
                        "add to the CREATE TABLE: WATERMARK FOR " + column + " AS " + column
                                + " - INTERVAL '1' MINUTE");
    }

    private Finding noVersionKey() {
        return at(
                versioned(),
                "\"" + versionedName() + "\" has no key by which to find the version of a row",
                "add to its CREATE TABLE the columns of ON as its key: PRIMARY KEY (…) NOT ENFORCED; rows that only come and"
                        + " never change are joined with a bound in time instead");
    }

    private Finding noVersionTime() {
        return at(
                versioned(),
                "\"" + versionedName() + "\" does not say since when a version counts",
                "add to its CREATE TABLE a time column and WATERMARK FOR changed_at AS changed_at - INTERVAL '1' MINUTE");
    }

    private Finding asOfWhat(MatchResult match) {
        return at(
                versioned(),
                "FOR SYSTEM_TIME AS OF takes the time column of the other side, and this is " + match.group(1),
                "name the column with the WATERMARK: FOR SYSTEM_TIME AS OF o.order_time");
    }

    private Finding sort() {
        return at(
                spot("ORDER", "BY"),
                "a stream never ends, so it cannot be sorted by anything but its time",
                "take ORDER BY away: a table has no order; for the first few of each hour use ROW_NUMBER() over a window");
    }

    private Finding slide(MatchResult match) {
        return at(
                spot(match.group(1)),
                "windows of %s ms cannot be cut into steps of %s ms".formatted(match.group(3), match.group(4)),
                "let the size of " + match.group(1) + " be a multiple of its " + match.group(2));
    }

    private Finding changes(MatchResult match) {
        String what = OPERATORS.getOrDefault(match.group(1), "this query") + " takes only new rows, and ";
        String table = match.group(2);
        return table == null
                ? fault.finding(
                        SqlRules.PLAN,
                        fault.statement().start(),
                        what + "the query before it changes rows that it gave before",
                        "do this first, on rows that only come, and what changes rows after it")
                : fault.finding(
                        SqlRules.PLAN,
                        fault.whereNamed(table),
                        what + "\"" + table + "\" changes rows that it gave before",
                        "join it FOR SYSTEM_TIME AS OF, or aggregate it into a table with a PRIMARY KEY");
    }

    /** The function whose result a text calls by a name: {@code CAST(… AS …) AS order_time}. */
    private Optional<Spot> computed(String column) {
        for (SqlStatement text : texts) {
            List<SqlToken> tokens = text.tokens();
            for (int i = 2; i + 1 < tokens.size(); i++) {
                boolean names = tokens.get(i).is("AS")
                        && tokens.get(i + 1).isName()
                        && tokens.get(i + 1).value().equals(column)
                        && tokens.get(i - 1).isSymbol(')');
                int opening = names ? opening(tokens, i - 1) : 0;
                if (opening > 0 && tokens.get(opening - 1).isName()) {
                    return Optional.of(new Spot(text, opening - 1));
                }
            }
        }
        return Optional.empty();
    }

    private static int opening(List<SqlToken> tokens, int closing) {
        int depth = 0;
        for (int i = closing; i >= 0; i--) {
            depth += tokens.get(i).isSymbol(')') ? 1 : 0;
            depth -= tokens.get(i).isSymbol('(') ? 1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private boolean hasWatermark(String column) {
        return fault.script().statements().stream()
                .filter(statement -> statement.kind() == Kind.CREATE_TABLE)
                .map(SqlStatement::tokens)
                .anyMatch(tokens -> tokens.stream()
                                .anyMatch(
                                        token -> token.isName() && token.value().equals(column))
                        && tokens.stream().anyMatch(token -> token.is("WATERMARK")));
    }

    private Optional<Spot> versioned() {
        return spot("FOR", "SYSTEM_TIME");
    }

    private String versionedName() {
        return versioned()
                .filter(spot -> spot.index() > 0)
                .map(spot -> spot.text().tokens().get(spot.index() - 1).value())
                .orElse("the table");
    }

    /** Where words stand one after the other. */
    private Optional<Spot> spot(String... words) {
        for (SqlStatement text : texts) {
            List<SqlToken> tokens = text.tokens();
            for (int i = 0; i + words.length <= tokens.size(); i++) {
                boolean all = true;
                for (int j = 0; j < words.length; j++) {
                    all &= tokens.get(i + j).text().equalsIgnoreCase(words[j]);
                }
                if (all) {
                    return Optional.of(new Spot(text, i));
                }
            }
        }
        return Optional.empty();
    }

    private Finding at(Optional<Spot> spot, String message, String hint) {
        SqlPosition position = spot.map(
                        found -> found.text().inFile(found.token().start()))
                .orElseGet(() -> fault.statement().start());
        return fault.finding(SqlRules.PLAN, position, message, hint);
    }
}
