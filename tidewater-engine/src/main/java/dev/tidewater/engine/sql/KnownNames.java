package dev.tidewater.engine.sql;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.catalog.Catalog;

/** The names that a table environment knows. */
final class KnownNames implements SqlNames {
    private final TableEnvironment environment;

    KnownNames(TableEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public String currentCatalog() {
        return String.valueOf(environment.getCurrentCatalog());
    }

    @Override
    public List<String> catalogs() {
        return List.of(environment.listCatalogs());
    }

    @Override
    public List<String> databases(String catalog) {
        return asked(() ->
                environment.getCatalog(catalog).map(Catalog::listDatabases).orElse(List.of()));
    }

    @Override
    public List<String> tables(String catalog, String database) {
        return asked(() -> List.of(environment.listTables(catalog, database)));
    }

    @Override
    public List<String> plainTables() {
        List<String> all = asked(() -> List.of(environment.listTables()));
        return all.isEmpty() ? asked(() -> List.of(environment.listTemporaryTables())) : all;
    }

    @Override
    public List<String> topics() {
        return tables(TopicNames.CATALOG, TopicNames.DATABASE);
    }

    @Override
    public List<String> columns(List<String> path) {
        List<String> found = asked(() -> columns(quoted(path)));
        return found.isEmpty() && path.size() == 1
                ? asked(() -> columns(quoted(List.of(TopicNames.CATALOG, TopicNames.DATABASE, path.get(0)))))
                : found;
    }

    private List<String> columns(String path) {
        return environment.from(path).getResolvedSchema().getColumnNames();
    }

    private static String quoted(List<String> path) {
        return path.stream().map(part -> "`" + part.replace("`", "``") + "`").collect(Collectors.joining("."));
    }

    /** A proposal that cannot be made is no reason to disturb whoever is typing. */
    private static List<String> asked(Supplier<List<String>> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            return List.of();
        }
    }
}
