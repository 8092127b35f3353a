package dev.tidewater.engine.sql;

import dev.tidewater.engine.sql.JudgedTopics.Judged;
import dev.tidewater.engine.sql.SqlStatement.Kind;
import dev.tidewater.model.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.table.api.TableEnvironment;

/**
 * Leads rows of topics past the windows that they have missed, into lake table {@code late.TOPIC}. A window over a topic is
 * made one over a table of its rows that are in time; the job gets one more INSERT, from a table of the others. Both have one
 * source, which parts the rows by the windows that they have missed: the window itself drops nothing any more.
 *
 * <pre>
 * TABLE(TUMBLE(TABLE orders, …))   →   TABLE(TUMBLE(TABLE `orders$in_time_1`, …))
 * </pre>
 */
final class LateRows {
    /** Database of the lake that holds a table for each topic. */
    static final String DATABASE = "late";

    static final String RULE = "late-rows-dropped";

    private static final String ROWTIME = "$rowtime";

    private final TableEnvironment environment;
    private final String pipeline;
    private final RowOrigins origins;
    private final JudgedTopics topics;
    private final List<Finding> warnings = new ArrayList<>();
    private final Map<SqlPosition, Set<List<String>>> kept = new HashMap<>();
    private int copies;

    LateRows(TableEnvironment environment, String pipeline) {
        this.environment = environment;
        this.pipeline = pipeline;
        this.origins = new RowOrigins(environment);
        this.topics = new JudgedTopics(environment);
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
        RowOrigin origin = origins.of(call.table(), tokens);
        boolean isDirect = origin instanceof RowOrigin.OfTopic topic
                && topic.name().from() == call.table().from();
        if (!(origin instanceof RowOrigin.Unknown) && RowOrigins.hasHint(tokens, call.table())) {
            warn(statement, call, "its table has OPTIONS");
            return List.of();
        }
        if (origin instanceof RowOrigin.Unknown unknown) {
            if (unknown.isOfTopics()) {
                warn(statement, call, "its rows come from more than one topic, or by a way that is not followed");
            }
            return List.of();
        }
        if (origin instanceof RowOrigin.Never) {
            return List.of();
        }
        if (!isDirect && call.overlaps()) {
            warn(statement, call, "of this kind of window that is done for the table of a topic only");
            return List.of();
        }
        if (isDirect && !call.time().equals(ROWTIME)) {
            return List.of();
        }
        Optional<String> window = topics.window(call);
        if (window.isEmpty()) {
            return List.of();
        }
        kept.computeIfAbsent(statement.start(), start -> new HashSet<>()).add(topic(origin));
        if (origin instanceof RowOrigin.OfTopic topic) {
            Judged rows = judged(topic, window.get());
            List<SqlEdit> edits = new ArrayList<>();
            edits.add(new SqlEdit(topic.name().from(), topic.name().to(), TableName.quoted(rows.inTime())));
            if (call.overlaps()) {
                edits.add(openWindowsOnly(call, rows));
                edits.add(new SqlEdit(
                        call.to(),
                        call.to(),
                        " WHERE `" + JudgedTopics.OPEN_END + "` IS NULL OR window_end >= `" + JudgedTopics.OPEN_END
                                + "`)"));
            }
            return edits;
        }
        RowOrigin.OfView view = (RowOrigin.OfView) origin;
        return List.of(new SqlEdit(view.name().from(), view.name().to(), TableName.quoted(copy(view, window.get()))));
    }

    private static List<String> topic(RowOrigin origin) {
        RowOrigin last = origin;
        while (last instanceof RowOrigin.OfView view) {
            last = view.behind();
        }
        return ((RowOrigin.OfTopic) last).path();
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

    private Judged judged(RowOrigin.OfTopic topic, String window) {
        return topics.judged(topic.path(), origins.table(topic.path()).orElseThrow(), window);
    }

    /** A copy of a view over rows that are in time: others may want them all. */
    private List<String> copy(RowOrigin.OfView view, String window) {
        String query = origins.definition(view.name());
        TableName from;
        List<String> to;
        if (view.behind() instanceof RowOrigin.OfView inner) {
            from = inner.name();
            to = copy(inner, window);
        } else {
            RowOrigin.OfTopic topic = (RowOrigin.OfTopic) view.behind();
            from = topic.name();
            to = judged(topic, window).inTime();
        }
        // A view may have the name of a topic.
        List<String> copy = JudgedTopics.path(view.name().path().get(0) + "$view_in_time_" + ++copies);
        environment.executeSql("CREATE TEMPORARY VIEW " + TableName.quoted(copy) + query.substring(0, from.from())
                + TableName.quoted(to) + query.substring(from.to()));
        return copy;
    }

    /** To be told each statement that Flink has accepted. */
    void accepted(SqlStatement statement) {
        origins.accepted(statement);
    }

    boolean isEmpty() {
        return topics.all().isEmpty();
    }

    List<Finding> warnings() {
        return List.copyOf(warnings);
    }

    /** Full names of the topics whose late rows are kept for windows of a statement. */
    Set<List<String>> keptBy(SqlStatement statement) {
        return Set.copyOf(kept.getOrDefault(statement.start(), Set.of()));
    }

    /** For each topic the INSERT that keeps its late rows; makes the tables, or gives them columns that came. */
    List<String> inserts() {
        Map<String, List<Judged>> byTopic = new LinkedHashMap<>();
        topics.all()
                .forEach(rows -> byTopic.computeIfAbsent(rows.topic(), topic -> new ArrayList<>())
                        .add(rows));
        List<String> inserts = new ArrayList<>();
        byTopic.forEach((topic, windows) -> {
            LateTable table =
                    LateTable.prepare(environment, topic, windows.get(0).columns());
            inserts.add(table.insert(windows.stream()
                    .map(rows -> new LateTable.Branch(
                            TableName.quoted(rows.late()),
                            rows.window(),
                            JudgedTopics.MISSED_START,
                            JudgedTopics.MISSED_END,
                            pipeline))
                    .toList()));
        });
        return inserts;
    }
}
