package dev.tidewater.engine.sql;

import dev.tidewater.engine.sql.Statements.ReadsChanges;
import dev.tidewater.model.Finding;
import dev.tidewater.model.TidewaterException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.flink.table.api.TableEnvironment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one session plans with. A table environment of Flink is for batches or for streams and stays so; a session wants
 * both, with the same settings, temporary tables and current database in all. They are made when they are needed and stay
 * warm. For one thread.
 */
final class Environments implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Environments.class);

    private final SessionConfig config;
    private final Map<Mode, Known> known = new EnumMap<>(Mode.class);
    private final List<Said> said = new ArrayList<>();
    private final Map<String, String> settings = new TreeMap<>();
    private @Nullable ProjectFunctions functions;

    /** How an environment plans, and how much of a topic it reads. */
    enum Mode {
        BATCH,
        /** As a stream, of topics what they hold when it begins. */
        UP_TO_NOW,
        /** As a stream, topics without an end. */
        STREAMING,
        /** As a batch, which refuses topics: they have no end. */
        WITHOUT_TOPICS
    }

    private record Said(SqlScript script, SqlStatement statement) {}

    private static final class Known {
        private final TableEnvironment environment;
        /** How much of what was said it has heard. */
        private int heard;

        Known(TableEnvironment environment) {
            this.environment = environment;
        }
    }

    Environments(SessionConfig config) {
        this.config = config.withoutBadRecords();
    }

    /** The environment of that mode, up to date. */
    TableEnvironment of(Mode mode) {
        Known found = known.computeIfAbsent(mode, this::make);
        while (found.heard < said.size()) {
            repeat(found.environment, said.get(found.heard++));
        }
        return found.environment;
    }

    /** Does something over what is there now, then ends: as a batch, or, where tables change, as a stream. */
    <T> T bounded(SqlScript script, SqlStatement statement, BiFunction<TableEnvironment, SqlStatement, T> work) {
        try {
            return in(Mode.BATCH, script, statement, work);
        } catch (ReadsChanges changes) {
            return in(Mode.UP_TO_NOW, script, statement, work);
        }
    }

    /**
     * Does something to the end, if all that it reads has one.
     *
     * @return nothing if it has none, or if the statement is wrong
     */
    <T> Optional<T> toItsEnd(
            SqlScript script, SqlStatement statement, BiFunction<TableEnvironment, SqlStatement, T> work) {
        try {
            return Optional.of(in(Mode.WITHOUT_TOPICS, script, statement, work));
        } catch (ReadsChanges | TidewaterException e) {
            return Optional.empty();
        }
    }

    /** Does something in one environment, which it may change for itself only. */
    <T> T in(Mode mode, SqlScript script, SqlStatement statement, BiFunction<TableEnvironment, SqlStatement, T> work) {
        TableEnvironment environment = of(mode);
        return Statements.perform(environment, script, statement, resolved -> work.apply(environment, resolved));
    }

    /** Has all environments hear what one has just been told. */
    void remember(Mode told, SqlScript script, SqlStatement statement) {
        said.add(new Said(script, statement));
        Known teller = known.get(told);
        if (teller != null) {
            teller.heard = said.size();
        }
    }

    void set(SqlSetting setting) {
        settings.put(setting.key(), setting.value());
        known.values().forEach(one -> one.environment.getConfig().set(setting.key(), setting.value()));
    }

    /** Takes a setting back to what it was when the session began. */
    void reset(String key) {
        settings.remove(key);
        @Nullable String first = config.flink().get(key);
        for (Known one : known.values()) {
            if (first == null) {
                one.environment.getConfig().getConfiguration().removeKey(key);
            } else {
                one.environment.getConfig().set(key, first);
            }
        }
    }

    /** What was set and not taken back. */
    Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    /** Lets all environments be made anew. */
    void forget() {
        known.clear();
        if (functions != null) {
            functions.close();
            functions = null;
        }
    }

    /** Lets them be made anew if the project's functions are other ones by now. */
    void followProject() {
        if (functions != null && !functions.isCurrent()) {
            forget();
        }
    }

    /** What is wrong with a statement that creates a function. */
    Optional<Finding> functionFault(SqlStatement statement) {
        return functions().fault(statement);
    }

    /** Does something with the classes of the project's functions at hand. */
    <T> T inFlink(Supplier<T> work) {
        return functions().classes().inFlink(work);
    }

    /** Classes of functions that were not needed yet cannot be loaded any more. */
    @Override
    public void close() {
        forget();
    }

    private ProjectFunctions functions() {
        ProjectFunctions open = functions == null ? ProjectFunctions.of(config.functions()) : functions;
        functions = open;
        return open;
    }

    private Known make(Mode mode) {
        UserClasses classes = functions().classes();
        TableEnvironment environment = switch (mode) {
            case BATCH -> Session.batch(config, classes);
            case UP_TO_NOW -> Session.streaming(config.upToNow(), classes);
            case STREAMING -> Session.streaming(config, classes);
            case WITHOUT_TOPICS -> Session.batch(config.withoutEnd(), classes);
        };
        environment.useCatalog(Session.LAKE);
        // What is in Flink's own catalog would be in one environment only.
        environment.executeSql("DROP CATALOG default_catalog");
        settings.forEach((key, value) -> environment.getConfig().set(key, value));
        functions().register(environment);
        return new Known(environment);
    }

    /** What worked once and does not now has lost what it was made of: who uses it is told that. */
    private static void repeat(TableEnvironment environment, Said said) {
        try {
            Statements.perform(
                    environment, said.script(), said.statement(), resolved -> environment.executeSql(resolved.text()));
        } catch (ReadsChanges | TidewaterException e) {
            LOG.debug("not repeated: {}", said.statement().original(), e);
        }
    }
}
