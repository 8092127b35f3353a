package dev.tidewater.engine.sql;

import dev.tidewater.engine.sql.SqlStatement.Kind;
import dev.tidewater.model.Finding;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.TableDescriptor;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.apache.flink.table.catalog.exceptions.TableNotExistException;

/**
 * Leads rows of topics past the windows that they have missed, into lake table {@code late.TOPIC}. A window over a topic is
 * made one over a table of its rows that are in time; the job gets one more INSERT, from a table of the others. Both have one
 * source, which parts the rows by the windows that they have missed: the window itself drops nothing any more.
 *
 * <pre>
 * TABLE(TUMBLE(TABLE orders, …))   →   TABLE(TUMBLE(TABLE `orders$in_time_1`, …))
 * </pre>
 *
 * Followed are views of the script and subqueries of WITH, as long as they read the one topic, alone or with temporal joins.
 */
final class LateRows {
    /** Database of the lake that holds a table for each topic. */
    static final String DATABASE = "late";

    static final String RULE = "late-rows-dropped";

    private static final String ROWTIME = "$rowtime";
    private static final String MISSED_START = "$missed_window_start";
    private static final String MISSED_END = "$missed_window_end";
    private static final String OPEN_END = "$open_window_end";
    private static final List<String> OURS = List.of("default_catalog", "default_database");
    private static final Pattern MILLISECONDS = Pattern.compile("\\[(\\d+):INTERVAL ");

    private final TableEnvironment environment;
    private final String pipeline;
    /** What follows the name of each view: its columns, if they are named, and its query. */
    private final Map<String, String> views = new HashMap<>();

    private final Map<String, Judged> judged = new LinkedHashMap<>();
    private final List<Finding> warnings = new ArrayList<>();
    private int copies;

    LateRows(TableEnvironment environment, String pipeline) {
        this.environment = environment;
        this.pipeline = pipeline;
    }

    /**
     * A topic's rows for windows of one kind.
     *
     * @param inTime the table of those that are for open windows
     * @param late the table of those that have missed one
     * @param columns of the topic's table
     */
    private record Judged(String topic, String window, List<String> inTime, List<String> late, List<Column> columns) {}

    /** Where the rows of a query come from. */
    private sealed interface Origin {
        /** A topic, named there. */
        record OfTopic(TableName name, List<String> path) implements Origin {}

        /** A view of the script, named there. */
        record OfView(TableName name, Origin behind) implements Origin {}

        /** Rows that cannot be late. */
        record Never() implements Origin {}

        /** No topic, or several, or what is done to the rows is not followed. */
        record Unknown(boolean isOfTopics) implements Origin {}
    }

    /** The statement with windows over rows that are in time. */
    SqlStatement divert(SqlStatement statement) {
        if (statement.kind() != Kind.INSERT && statement.kind() != Kind.CREATE_VIEW) {
            return statement;
        }
        List<SqlToken> tokens = statement.tokens();
        List<SqlEdit> edits = new ArrayList<>(statement.edits());
        for (WindowCall call : WindowCall.in(tokens)) {
            edits.addAll(edits(statement, tokens, call));
        }
        edits.sort(Comparator.comparingInt(SqlEdit::start).thenComparingInt(SqlEdit::end));
        return statement.withEdits(edits);
    }

    private List<SqlEdit> edits(SqlStatement statement, List<SqlToken> tokens, WindowCall call) {
        Origin origin = origin(call.table(), tokens);
        boolean isDirect = origin instanceof Origin.OfTopic topic
                && topic.name().from() == call.table().from();
        if (!(origin instanceof Origin.Unknown) && hasHint(tokens, call.table())) {
            warn(statement, call, "its table has OPTIONS");
            return List.of();
        }
        if (origin instanceof Origin.Unknown unknown) {
            if (unknown.isOfTopics()) {
                warn(statement, call, "its rows come from more than one topic, or by a way that is not followed");
            }
            return List.of();
        }
        if (origin instanceof Origin.Never) {
            return List.of();
        }
        if (!isDirect && (call.function().equals("HOP") || call.function().equals("CUMULATE"))) {
            warn(statement, call, "of this kind of window that is done for the table of a topic only");
            return List.of();
        }
        if (isDirect && !call.time().equals(ROWTIME)) {
            return List.of();
        }
        Optional<String> window = window(call);
        if (window.isEmpty()) {
            return List.of();
        }
        if (origin instanceof Origin.OfTopic topic) {
            Judged rows = judged(topic.path(), window.get());
            List<SqlEdit> edits = new ArrayList<>();
            edits.add(new SqlEdit(topic.name().from(), topic.name().to(), TableName.quoted(rows.inTime())));
            if (call.function().equals("HOP") || call.function().equals("CUMULATE")) {
                edits.add(openWindowsOnly(call, rows));
                edits.add(new SqlEdit(
                        call.to(),
                        call.to(),
                        " WHERE `" + OPEN_END + "` IS NULL OR window_end >= `" + OPEN_END + "`)"));
            }
            return edits;
        }
        Origin.OfView view = (Origin.OfView) origin;
        return List.of(new SqlEdit(view.name().from(), view.name().to(), TableName.quoted(copy(view, window.get()))));
    }

    /** A row that has missed some of its windows is given to all; this takes it out of those. */
    private static SqlEdit openWindowsOnly(WindowCall call, Judged rows) {
        List<String> columns = new ArrayList<>(rows.columns().stream()
                .map(column -> TableName.quoted(List.of(column.getName())))
                .toList());
        columns.addAll(List.of("window_start", "window_end", "window_time"));
        return new SqlEdit(call.from(), call.from(), "(SELECT " + String.join(", ", columns) + " FROM ");
    }

    private void warn(SqlStatement statement, WindowCall call, String reason) {
        SqlPosition position = statement.inFile(call.from());
        warnings.add(new Finding(
                RULE,
                Finding.Level.WARN,
                statement.file(),
                position.line(),
                position.column(),
                "rows that come after their " + call.function() + " window are dropped here, not kept: " + reason,
                "name the topic in the window itself, and filter and join after it"));
    }

    /** The WITH subquery that a plain name means in this statement: the name where it is defined. */
    private static Optional<TableName> subquery(List<SqlToken> tokens, TableName name) {
        if (name.path().size() != 1) {
            return Optional.empty();
        }
        for (int i = 1; i + 2 < tokens.size(); i++) {
            boolean defines = (tokens.get(i - 1).is("WITH") || tokens.get(i - 1).isSymbol(','))
                    && tokens.get(i).isName()
                    && tokens.get(i).value().equals(name.path().get(0))
                    && tokens.get(i + 1).is("AS")
                    && tokens.get(i + 2).isSymbol('(');
            if (defines) {
                return Optional.of(new TableName(
                        name.path(), tokens.get(i).start(), tokens.get(i + 2).start()));
            }
        }
        return Optional.empty();
    }

    private static int indexAt(List<SqlToken> tokens, int offset) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).start() == offset) {
                return i;
            }
        }
        throw new IllegalArgumentException("no token at " + offset);
    }

    /** @param statement in which it stands: subqueries of its WITH come first */
    private Origin origin(TableName name, List<SqlToken> statement) {
        Optional<TableName> subquery = subquery(statement, name);
        if (subquery.isPresent()) {
            int opening = indexAt(statement, subquery.get().to());
            int closing = WindowCall.closing(statement, opening);
            return isForWindowsOnly(name, statement) && closing > 0
                    ? origin(statement.subList(opening + 1, closing), statement)
                    : new Origin.Unknown(true);
        }
        List<String> path = name.path();
        String view = path.size() == 1 ? views.get(path.get(0)) : null;
        if (view != null) {
            List<SqlToken> tokens = tokens(view);
            Origin behind = origin(tokens, List.of());
            return behind instanceof Origin.OfTopic || behind instanceof Origin.OfView
                    ? new Origin.OfView(name, behind)
                    : behind;
        }
        return topic(path).<Origin>map(full -> new Origin.OfTopic(name, full)).orElse(new Origin.Unknown(false));
    }

    /** Whether a subquery is read once: another reader of it may want all rows. */
    private static boolean isForWindowsOnly(TableName name, List<SqlToken> statement) {
        return statement.stream()
                        .filter(token -> token.isName()
                                && token.value().equals(name.path().get(0)))
                        .count()
                == 2;
    }

    /** Of a query: its first table is the one, and others are looked up at its rows' time. */
    private Origin origin(List<SqlToken> query, List<SqlToken> statement) {
        if (!WindowCall.in(query).isEmpty()) {
            // What a window sends on is on time: its rows come before the watermark that closes it.
            return new Origin.Never();
        }
        Origin first = new Origin.Unknown(false);
        int tables = 0;
        boolean isFollowed = true;
        Deque<Boolean> queries = new ArrayDeque<>(List.of(true));
        for (int i = 0; i + 1 < query.size(); i++) {
            SqlToken token = query.get(i);
            if (token.isSymbol('(')) {
                queries.push(query.get(i + 1).is("SELECT"));
            } else if (token.isSymbol(')') && queries.size() > 1) {
                queries.pop();
            }
            isFollowed &= !token.is("UNION") && !token.is("OVER") && !token.is("MATCH_RECOGNIZE");
            isFollowed &= !token.is("PROCTIME");
            // EXTRACT(DAY FROM ts) names no table.
            if ((!token.is("FROM") && !token.is("JOIN")) || !queries.element()) {
                continue;
            }
            Optional<TableName> name = TableName.at(query, i + 1);
            if (name.isEmpty()
                    || query.get(i + 1).is("TABLE")
                    || query.get(i + 1).is("LATERAL")
                    || hasHint(query, name.get())) {
                isFollowed = false;
            } else if (++tables == 1) {
                first = origin(name.get(), statement);
            } else {
                isFollowed &= isLookedUp(query, name.get());
            }
        }
        if (!isFollowed && !(first instanceof Origin.Unknown)) {
            return new Origin.Unknown(true);
        }
        return first;
    }

    /** A view cannot have one. */
    private static boolean hasHint(List<SqlToken> tokens, TableName name) {
        return tokens.stream()
                .filter(token -> token.start() >= name.to())
                .findFirst()
                .filter(token -> token.kind() == SqlToken.Kind.HINT_OPEN)
                .isPresent();
    }

    private static boolean isLookedUp(List<SqlToken> query, TableName name) {
        for (int i = 0; i + 1 < query.size(); i++) {
            if (query.get(i).start() >= name.to()) {
                return query.get(i).is("FOR") && query.get(i + 1).is("SYSTEM_TIME");
            }
        }
        return false;
    }

    /** The full name of the topic of rows that are only added, if a name means one. */
    private Optional<List<String>> topic(List<String> name) {
        List<List<String>> candidates = new ArrayList<>();
        if (name.size() == 3) {
            candidates.add(name);
        } else if (name.size() == 2) {
            candidates.add(List.of(environment.getCurrentCatalog(), name.get(0), name.get(1)));
        } else if (!List.of(environment.listTemporaryTables()).contains(name.get(0))) {
            candidates.add(List.of(environment.getCurrentCatalog(), environment.getCurrentDatabase(), name.get(0)));
            candidates.add(List.of(TopicNames.CATALOG, TopicNames.DATABASE, name.get(0)));
        }
        for (List<String> candidate : candidates) {
            Optional<CatalogBaseTable> table = table(candidate);
            if (table.isPresent()) {
                Map<String, String> options = table.get().getOptions();
                boolean isOfRows = options.getOrDefault("connector", "").equals("tidewater-kafka")
                        && options.getOrDefault("kind", "").equals("append");
                return isOfRows ? Optional.of(candidate) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<CatalogBaseTable> table(List<String> path) {
        try {
            ObjectPath name = new ObjectPath(path.get(1), path.get(2));
            return environment.getCatalog(path.get(0)).isPresent()
                    ? Optional.of(environment.getCatalog(path.get(0)).get().getTable(name))
                    : Optional.empty();
        } catch (TableNotExistException | CatalogException e) {
            // Whoever plans the statement says what is wrong.
            return Optional.empty();
        }
    }

    /** What the source is told of the windows; nothing if the statement is wrong, which its planning tells. */
    private Optional<String> window(WindowCall call) {
        List<Long> numbers = new ArrayList<>();
        for (String length : call.lengths()) {
            try {
                Matcher matcher = MILLISECONDS.matcher(environment.explainSql("SELECT " + length));
                if (!matcher.find()) {
                    return Optional.empty();
                }
                numbers.add(Long.parseLong(matcher.group(1)));
            } catch (RuntimeException e) {
                return Optional.empty();
            }
        }
        int lengths = call.function().equals("HOP") || call.function().equals("CUMULATE") ? 2 : 1;
        if (numbers.size() < lengths) {
            return Optional.empty();
        }
        if (numbers.size() == lengths && !call.function().equals("SESSION")) {
            numbers.add(0L);
        }
        return Optional.of(call.function() + " "
                + String.join(" ", numbers.stream().map(String::valueOf).toList()));
    }

    private Judged judged(List<String> topic, String window) {
        return judged.computeIfAbsent(TableName.quoted(topic) + " " + window, key -> judge(topic, window));
    }

    private Judged judge(List<String> path, String window) {
        int number = judged.size() + 1;
        CatalogBaseTable whole = table(path).orElseThrow();
        String topic = whole.getOptions().getOrDefault("topic", path.get(2));
        List<String> inTime = path(topic + "$in_time_" + number);
        List<String> late = path(topic + "$late_" + number);
        Schema.Builder inTimeColumns = Schema.newBuilder().fromSchema(whole.getUnresolvedSchema());
        if (window.startsWith("HOP") || window.startsWith("CUMULATE")) {
            inTimeColumns.columnByMetadata(OPEN_END, "TIMESTAMP(3)", "open-window-end", true);
        }
        // Without a watermark: nothing waits for these rows.
        Schema.Builder lateColumns = Schema.newBuilder()
                .fromColumns(whole.getUnresolvedSchema().getColumns())
                .columnByMetadata(MISSED_START, "TIMESTAMP(3)", "missed-window-start", true)
                .columnByMetadata(MISSED_END, "TIMESTAMP(3)", "missed-window-end", true);
        create(inTime, inTimeColumns.build(), whole, Map.of("late-window", window));
        create(late, lateColumns.build(), whole, Map.of("late-window", window, "records", "late"));
        List<Column> columns =
                environment.from(TableName.quoted(path)).getResolvedSchema().getColumns();
        return new Judged(topic, window, inTime, late, columns);
    }

    /** A table as another is. Not a temporary one: plans do not keep those. */
    private void create(List<String> path, Schema columns, CatalogBaseTable like, Map<String, String> options) {
        TableDescriptor.Builder descriptor =
                TableDescriptor.forConnector("tidewater-kafka").schema(columns);
        like.getOptions().forEach(descriptor::option);
        options.forEach(descriptor::option);
        environment.createTable(TableName.quoted(path), descriptor.build());
    }

    private static List<String> path(String name) {
        List<String> path = new ArrayList<>(OURS);
        path.add(name);
        return path;
    }

    /** A copy of a view over rows that are in time: others may want them all. */
    private List<String> copy(Origin.OfView view, String window) {
        String query = views.getOrDefault(view.name().path().get(0), "");
        TableName from;
        List<String> to;
        if (view.behind() instanceof Origin.OfView inner) {
            from = inner.name();
            to = copy(inner, window);
        } else {
            Origin.OfTopic topic = (Origin.OfTopic) view.behind();
            from = topic.name();
            to = judged(topic.path(), window).inTime();
        }
        List<String> copy = path(view.name().path().get(0) + "$in_time_" + ++copies);
        environment.executeSql("CREATE TEMPORARY VIEW " + TableName.quoted(copy) + query.substring(0, from.from())
                + TableName.quoted(to) + query.substring(from.to()));
        return copy;
    }

    /** To be told each statement that Flink has accepted. */
    void accepted(SqlStatement statement) {
        if (statement.kind() != Kind.CREATE_VIEW || statement.createdPath().size() != 1) {
            return;
        }
        String text = statement.text();
        List<SqlToken> tokens = tokens(text);
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).isName()
                    && tokens.get(i).value().equals(statement.createdPath().get(0))) {
                views.put(tokens.get(i).value(), text.substring(tokens.get(i).end()));
                return;
            }
        }
    }

    private static List<SqlToken> tokens(String text) {
        return SqlLexer.tokens(text).stream().filter(SqlToken::significant).toList();
    }

    boolean isEmpty() {
        return judged.isEmpty();
    }

    List<Finding> warnings() {
        return List.copyOf(warnings);
    }

    /** For each topic the INSERT that keeps its late rows; makes the tables, or gives them columns that came. */
    List<String> inserts() {
        Map<String, List<Judged>> byTopic = new LinkedHashMap<>();
        judged.values()
                .forEach(rows -> byTopic.computeIfAbsent(rows.topic(), topic -> new ArrayList<>())
                        .add(rows));
        List<String> inserts = new ArrayList<>();
        byTopic.forEach((topic, windows) -> {
            LateTable table =
                    LateTable.prepare(environment, topic, windows.get(0).columns());
            inserts.add(table.insert(windows.stream()
                    .map(rows -> new LateTable.Branch(
                            TableName.quoted(rows.late()), rows.window(), MISSED_START, MISSED_END, pipeline))
                    .toList()));
        });
        return inserts;
    }
}
