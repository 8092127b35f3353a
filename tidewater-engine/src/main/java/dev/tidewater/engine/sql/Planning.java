package dev.tidewater.engine.sql;

import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Finding;
import dev.tidewater.model.TidewaterException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.catalog.exceptions.CatalogException;

/** Turns what Flink throws at a statement into findings that point into the user's script. */
final class Planning {
    private Planning() {}

    /** What {@code cause}, thrown while Flink had {@code statement}, means to the user. */
    static TidewaterException failure(
            TableEnvironment environment, SqlScript script, SqlStatement statement, Throwable cause) {
        return broken(script.file(), List.of(finding(environment, script, statement, cause)), cause);
    }

    /** The same as a value. */
    static Finding finding(TableEnvironment environment, SqlScript script, SqlStatement statement, Throwable cause) {
        PlannerNames names = new PlannerNames(
                List.of(), knownTables(environment), List.of(environment.listFunctions()), lake(environment));
        return PlannerMessage.of(script, names).explain(messages(cause), statement);
    }

    /** A script with findings that were not thrown by Flink. */
    static TidewaterException broken(String file, List<Finding> findings) {
        return new TidewaterException(ErrorCode.BROKEN_SCRIPT, headline(file, findings), "", findings, null);
    }

    /** Whether Flink found fault with the text, rather than with the world: what it says of the text has words. */
    static boolean isAboutTheStatement(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String type = cause.getClass().getName();
            if (type.startsWith("java.util.concurrent.")
                    || type.startsWith("org.apache.flink.runtime.")
                    || cause instanceof java.io.IOException) {
                return false;
            }
        }
        return !messages(failure).isEmpty();
    }

    /** The innermost message, for failures of running jobs. */
    static String rootMessage(Throwable failure) {
        List<String> messages = messages(failure);
        return messages.isEmpty()
                ? failure.getClass().getSimpleName()
                : messages.get(messages.size() - 1).lines().findFirst().orElse("");
    }

    private static TidewaterException broken(String file, List<Finding> findings, Throwable cause) {
        return new TidewaterException(ErrorCode.BROKEN_SCRIPT, headline(file, findings), "", findings, cause);
    }

    private static String headline(String file, List<Finding> findings) {
        String subject = switch (file) {
            case LakeQuery.SOURCE -> "the query";
            case SqlInput.SOURCE -> "the statement";
            default -> "\"" + file + "\"";
        };
        return subject + " has " + (findings.size() == 1 ? "an error" : findings.size() + " errors");
    }

    private static List<String> messages(Throwable failure) {
        List<String> messages = new ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && !message.isBlank()) {
                messages.add(message);
            }
        }
        return messages;
    }

    private static LakeNames lake(TableEnvironment environment) {
        Map<String, List<String>> tables = new HashMap<>();
        environment
                .getCatalog(Session.LAKE)
                .ifPresent(lake -> lake.listDatabases()
                        .forEach(database ->
                                tables.put(database, List.of(environment.listTables(Session.LAKE, database)))));
        return new LakeNames(tables);
    }

    private static List<String> knownTables(TableEnvironment environment) {
        List<String> tables = new ArrayList<>();
        for (String catalog : environment.listCatalogs()) {
            try {
                for (String database :
                        environment.getCatalog(catalog).orElseThrow().listDatabases()) {
                    tables.addAll(List.of(environment.listTables(catalog, database)));
                }
            } catch (CatalogException e) {
                // Its names cannot be proposed; what went wrong before is what the user is told.
            }
        }
        return tables;
    }
}
