package dev.tidewater.engine.sql;

import dev.tidewater.engine.sql.SqlStatement.Kind;
import dev.tidewater.model.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.CompiledPlan;
import org.apache.flink.table.api.ExplainDetail;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.GenericInMemoryCatalog;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.factories.CatalogFactory;
import org.apache.flink.table.factories.FactoryUtil;

/**
 * Gives a script to Flink's planner, statement by statement, and leaves no trace: what the script creates is created in a
 * folder of its own, beside what the catalogs of the session hold. Not for several threads.
 */
public final class DryRun implements AutoCloseable {
    /** Rule of {@link #lateWarnings}. */
    public static final String LATE_ROWS = LateRows.RULE;

    private static final Pattern NO_TABLE = Pattern.compile("^table \"[^\"]+\" does not exist(: there is no .*)?$");
    private static final Pattern CHANGES = Pattern.compile("changelogMode=\\[[^]]*(UA|D)");

    /** What these do is done when Flink has them, and they are no part of a pipeline. */
    private static final Set<Kind> RUNNING = EnumSet.of(Kind.CREATE_TABLE_AS, Kind.OTHER);

    private final TableEnvironment environment;
    private final SqlScript script;
    private final HostMapping hosts;
    private final Path folder;
    private final boolean isOffline;
    private final SeenTables seen;
    private final Map<String, ShadowCatalog> shadows = new HashMap<>();
    private final TableLookup tables;
    private final Set<String> refusedNames = new HashSet<>();
    /** Of a type that is not there: what tables they would have is not known. */
    private final Set<String> refusedCatalogs = new HashSet<>();

    private final LateRows late;
    private final ScriptFunctions functions;

    /**
     * What the planner makes of one INSERT.
     *
     * @param explained Flink's text with changelog modes; empty if it was refused
     * @param compiled JSON of the compiled plan; empty if it was refused
     * @param target catalog, database and name of the table that is written; empty if it was refused
     * @param undetermined why changes of rows can be wrong, in Flink's words, as values differ each time they are computed;
     *     empty if they cannot
     */
    public record Planned(
            Optional<String> explained,
            Optional<String> compiled,
            List<String> target,
            Optional<String> undetermined,
            Optional<Finding> refusal) {}

    private DryRun(SessionConfig config, HostMapping hosts, SeenTables seen, SqlScript script, Path folder) {
        this.script = script;
        this.hosts = hosts;
        this.folder = folder;
        this.seen = seen;
        this.isOffline = config.lake().isEmpty();
        this.functions = ScriptFunctions.inPlace(config.functions(), script);
        this.environment = Session.streaming(config.flink(), functions.classes());
        this.tables = new TableLookup(environment);
        SeenCatalogs remembered = new SeenCatalogs(seen, script);
        if (isOffline) {
            register(
                    Session.LAKE,
                    lakeHere(Session.LAKE),
                    remembered.lake(lakeHere(SeenCatalogs.LAKE_FOLDER)),
                    remembered.looks(Session.LAKE));
        } else {
            register(
                    Session.LAKE,
                    lakeHere(Session.LAKE),
                    Optional.of(LakeCatalog.of(Session.LAKE, config.lake())),
                    seen.looks(Session.LAKE));
        }
        if (!config.topics().isEmpty()) {
            register(TopicNames.CATALOG, topicsHere(), Optional.of(topics(config)), seen.looks(TopicNames.CATALOG));
        } else if (seen.areKept()) {
            register(TopicNames.CATALOG, topicsHere(), remembered.topics(), remembered.looks(TopicNames.CATALOG));
        }
        this.late = new LateRows(environment, "check");
    }

    private static Catalog topics(SessionConfig config) {
        return FactoryUtil.createCatalog(
                TopicNames.CATALOG, config.topics(), new Configuration(), DryRun.class.getClassLoader());
    }

    /**
     * @param config catalogs that are empty maps are not asked: then what the script creates is known, and what was seen before
     * @param seen is told what catalogs show, and shows what catalogs that are not asked have shown before
     * @param folder for tables of Iceberg catalogs; removed by {@link #close}
     */
    public static DryRun of(SessionConfig config, HostMapping hosts, SeenTables seen, SqlScript script, Path folder) {
        return Session.inFlink(() -> new DryRun(config, hosts, seen, script, folder));
    }

    /** Lets the planner have a statement that is no INSERT. Returns what it refuses. */
    public Optional<Finding> perform(SqlStatement written) {
        return functions.classes().inFlink(() -> performed(written));
    }

    /** Lets the planner have an INSERT. */
    public Planned plan(SqlStatement insert) {
        return functions.classes().inFlink(() -> planned(insert));
    }

    /** What is set now, by the session or by statements so far. */
    public Map<String, String> settings() {
        return environment.getConfig().getConfiguration().toMap();
    }

    public String currentCatalog() {
        return String.valueOf(environment.getCurrentCatalog());
    }

    public String currentDatabase() {
        return String.valueOf(environment.getCurrentDatabase());
    }

    /** What is known of a table; its path may be short, and is completed as a query's would be. */
    public Optional<TableFacts> table(List<String> path) {
        return Session.inFlink(() -> tables.of(complete(path)));
    }

    /**
     * What CREATE TABLE IF NOT EXISTS said of a table of the lake that exists already, with types as the lake would have them;
     * nothing if the table did not exist.
     */
    public Optional<TableFacts> declaredAnew(List<String> path) {
        ShadowCatalog shadow = shadows.get(path.get(0));
        CatalogBaseTable declared =
                shadow == null ? null : shadow.declaredAnew().get(new ObjectPath(path.get(1), path.get(2)));
        return declared instanceof ResolvedCatalogTable table
                ? Optional.of(TableLookup.declared(path, table))
                : Optional.empty();
    }

    /** Windows over topics whose late rows nobody would keep, for a reason that the statement's words tell. */
    public List<Finding> lateWarnings() {
        return late.warnings();
    }

    /** Full names of the tables of topics whose rows, where they miss a window of the statement, are kept in the lake. */
    public Set<List<String>> lateRowsKept(SqlStatement statement) {
        return late.keptBy(statement);
    }

    /** The lake's table for rows of a topic that have missed a window. */
    public static String lateTable(String topic) {
        return Session.LAKE + "." + LateRows.DATABASE + "." + TopicNames.inLake(topic);
    }

    @Override
    public void close() {
        shadows.values().forEach(shadow -> shadow.asCatalog().close());
        functions.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Finding> performed(SqlStatement written) {
        Optional<Finding> fault = functions.fault(written);
        if (fault.isPresent()) {
            refusedNames.addAll(written.createdPath());
            return fault;
        }
        SqlStatement statement = ScriptFunctions.forSession(hosts.apply(written), currentCatalog(), currentDatabase());
        tables.forget();
        try {
            if (statement.setting().isPresent()) {
                set(statement.kind(), statement.setting().get());
            } else if (statement.kind() == Kind.CREATE_CATALOG) {
                createCatalog(statement);
            } else if (statement.kind() == Kind.SELECT) {
                resolving(statement, resolved -> environment.explainSql(resolved.text()));
            } else if (RUNNING.contains(statement.kind())) {
                refusedNames.addAll(statement.createdPath());
            } else {
                resolving(statement, resolved -> environment.executeSql(resolved.text()));
            }
            if (statement.kind() == Kind.CREATE_TABLE) {
                temporary(statement);
            }
            watch(statement);
            return Optional.empty();
        } catch (Exception | AssertionError | LinkageError e) {
            // Some of Flink's are checked and not declared, and Calcite asserts what users get wrong.
            Optional<Finding> refusal = refusal(statement, e);
            refusedNames.addAll(statement.createdPath());
            return refusal;
        }
    }

    private Planned planned(SqlStatement written) {
        SqlStatement statement = TopicNames.resolveTarget(environment, hosts.apply(written));
        try {
            List<String> plans = new ArrayList<>();
            SqlStatement resolved = resolving(statement, insert -> {
                plans.clear();
                StatementSet one = environment.createStatementSet();
                one.addInsertSql(insert.text());
                plans.add(one.explain(ExplainDetail.CHANGELOG_MODE));
                CompiledPlan compiled = one.compilePlan();
                plans.add(compiled.asJsonString());
            });
            watch(resolved);
            List<String> target = new PlanReader(plans.get(1))
                    .sinks().stream()
                            .map(sink -> List.of(sink.identifier().split("\\.", 3)))
                            .findFirst()
                            .orElseThrow();
            return new Planned(
                    Optional.of(plans.get(0)),
                    Optional.of(plans.get(1)),
                    target,
                    CHANGES.matcher(plans.get(0)).find() ? undetermined(resolved) : Optional.empty(),
                    Optional.empty());
        } catch (Exception | AssertionError | LinkageError e) {
            return new Planned(Optional.empty(), Optional.empty(), List.of(), Optional.empty(), refusal(statement, e));
        }
    }

    /** Flink looks for such values only when it is told to mend them, and says then which it cannot. */
    private Optional<String> undetermined(SqlStatement insert) {
        String key = "table.optimizer.non-deterministic-update.strategy";
        Optional<String> before = Optional.ofNullable(settings().get(key));
        environment.getConfig().set(key, "TRY_RESOLVE");
        try {
            environment.explainSql(insert.text());
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(Planning.rootMessage(e));
        } finally {
            before.ifPresentOrElse(
                    value -> environment.getConfig().set(key, value),
                    () -> environment.getConfig().getConfiguration().removeKey(key));
        }
    }

    private interface Work {
        void with(SqlStatement statement) throws Exception;
    }

    /** Plain names of topics are led to their tables. Returns the statement that the planner took. */
    private SqlStatement resolving(SqlStatement written, Work work) throws Exception {
        SqlStatement statement = written;
        while (true) {
            try {
                work.with(statement);
                return statement;
            } catch (Exception e) {
                Optional<SqlStatement> resolved = TopicNames.resolve(environment, statement, e);
                if (resolved.isEmpty()) {
                    throw e;
                }
                statement = resolved.get();
            }
        }
    }

    private void watch(SqlStatement statement) {
        if (shadows.containsKey(TopicNames.CATALOG)) {
            late.divert(statement);
            late.accepted(statement);
        }
    }

    /** Nothing for what follows only from a statement that was refused before. */
    private Optional<Finding> refusal(SqlStatement statement, Throwable cause) {
        Finding finding = Planning.finding(environment, script, statement, cause);
        boolean follows = finding.rule().equals(SqlRules.NAME)
                        && refusedNames.stream()
                                .anyMatch(name -> finding.message().contains("\"" + name + "\"")
                                        || finding.message().contains("." + name + "\""))
                || refusedCatalogs.stream().anyMatch(name -> finding.message().contains("\"" + name + "."));
        return follows ? Optional.empty() : Optional.of(isOffline && seen.areKept() ? unseen(finding) : finding);
    }

    /** Of a table that may be one of the stack. */
    private static Finding unseen(Finding finding) {
        if (!finding.rule().equals(SqlRules.NAME)
                || !NO_TABLE.matcher(finding.message()).find()) {
            return finding;
        }
        return new Finding(
                finding.rule(),
                finding.level(),
                finding.file(),
                finding.line(),
                finding.column(),
                finding.message() + ", and no check has seen it in the stack",
                finding.hint() + (finding.hint().isEmpty() ? "" : "; ")
                        + "if the stack has it, check once with the stack up: tidewater up && tidewater check");
    }

    private void set(Kind kind, SqlSetting setting) {
        if (kind == Kind.SET) {
            environment.getConfig().set(setting.key(), setting.value());
        } else {
            environment.getConfig().getConfiguration().removeKey(setting.key());
        }
    }

    /** A catalog of Iceberg's becomes a folder, any other keeps its tables in memory: nobody is called. */
    private void createCatalog(SqlStatement statement) {
        String name = statement.createdName().orElseThrow();
        Map<String, String> options = options(statement);
        if (shadows.containsKey(name) || List.of(environment.listCatalogs()).contains(name)) {
            // Says in Flink's words that it exists already, or does nothing if that is allowed.
            environment.executeSql(statement.text());
            return;
        }
        boolean isIceberg =
                "iceberg".equals(options.get("type")) || LakeCatalogFactory.IDENTIFIER.equals(options.get("type"));
        Optional<Catalog> real = Optional.empty();
        if (isIceberg && !isOffline && "rest".equals(options.get("catalog-type"))) {
            real = Optional.of(LakeCatalog.of(name, options));
        }
        register(
                name,
                isIceberg
                        ? lakeHere(name)
                        : new GenericInMemoryCatalog(name, options.getOrDefault("default-database", "default")),
                real,
                SeenTables.none().looks(name));
        if (!isIceberg) {
            requireType(name, options);
        }
    }

    /** Refused in Flink's words, with its tables at hand: what follows can be checked all the same. */
    private void requireType(String name, Map<String, String> options) {
        String type = options.get("type");
        if (type == null) {
            refusedCatalogs.add(name);
            throw new ValidationException(
                    "Catalog options do not contain an option key 'type' for discovering a catalog.");
        }
        try {
            FactoryUtil.discoverFactory(DryRun.class.getClassLoader(), CatalogFactory.class, type);
        } catch (ValidationException e) {
            refusedCatalogs.add(name);
            throw e;
        }
    }

    private void register(String name, Catalog here, Optional<Catalog> real, ShadowCatalog.Looks looks) {
        ShadowCatalog shadow = ShadowCatalog.of(name, here, real, looks);
        environment.registerCatalog(name, shadow.asCatalog());
        shadows.put(name, shadow);
    }

    private static Catalog topicsHere() {
        return FactoryUtil.createCatalog(
                TopicNames.CATALOG,
                Map.of("type", "tidewater-kafka-drafts"),
                new Configuration(),
                DryRun.class.getClassLoader());
    }

    private Catalog lakeHere(String name) {
        Path warehouse = folder.resolve(name);
        try {
            // Iceberg lists what is in the folder, and fails if there is none.
            Files.createDirectories(warehouse);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return LakeCatalog.of(
                name,
                Map.of("catalog-type", "hadoop", "warehouse", warehouse.toUri().toString()));
    }

    private void temporary(SqlStatement statement) {
        List<SqlToken> tokens = statement.tokens();
        if (tokens.size() > 1 && tokens.get(1).is("TEMPORARY")) {
            tables.temporary(complete(statement.createdPath()), options(statement));
        }
    }

    private static Map<String, String> options(SqlStatement statement) {
        Map<String, String> options = new LinkedHashMap<>();
        SqlOption.of(statement)
                .forEach(option ->
                        options.put(option.key().value(), option.value().value()));
        return options;
    }

    private List<String> complete(List<String> path) {
        List<String> all = new ArrayList<>(List.of(currentCatalog(), currentDatabase()));
        return Stream.concat(all.subList(0, Math.max(0, 3 - path.size())).stream(), path.stream())
                .toList();
    }
}
