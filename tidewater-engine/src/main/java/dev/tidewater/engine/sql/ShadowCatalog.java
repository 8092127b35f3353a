package dev.tidewater.engine.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.CatalogDatabaseImpl;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.apache.flink.table.catalog.exceptions.DatabaseAlreadyExistException;
import org.apache.flink.table.catalog.exceptions.DatabaseNotExistException;
import org.apache.flink.table.catalog.exceptions.TableAlreadyExistException;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.Factory;
import org.apache.flink.table.factories.FactoryUtil;
import org.jspecify.annotations.Nullable;

/**
 * A catalog that shows what another holds and what was created here, and lets nothing of the latter reach the former. A proxy,
 * because of the forty methods of a {@link Catalog} most differ in their names only.
 */
final class ShadowCatalog implements InvocationHandler {
    private static final Pattern CHANGES = Pattern.compile("^(create|drop|alter|rename)");

    private final String name;
    private final Catalog here;
    private final Optional<Catalog> real;
    private final Looks looks;
    private final Map<ObjectPath, CatalogBaseTable> declaredAnew = new HashMap<>();

    /** Whoever wants to know what is asked of the real catalog. */
    interface Looks {
        void shows(ObjectPath path, CatalogBaseTable table);

        void lacks(ObjectPath path);

        void lacks(String database);
    }

    private ShadowCatalog(String name, Catalog here, Optional<Catalog> real, Looks looks) {
        this.name = name;
        this.here = here;
        this.real = real;
        this.looks = looks;
    }

    /**
     * @param name of the catalog in the session
     * @param here takes what is created
     * @param real is only read
     * @param looks are told what the latter shows
     */
    static ShadowCatalog of(String name, Catalog here, Optional<Catalog> real, Looks looks) {
        return new ShadowCatalog(name, here, real, looks);
    }

    Catalog asCatalog() {
        return (Catalog) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Catalog.class}, this);
    }

    /** Tables that exist in fact and that CREATE TABLE IF NOT EXISTS declared once more, as it declared them. */
    Map<ObjectPath, CatalogBaseTable> declaredAnew() {
        return Map.copyOf(declaredAnew);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        Object[] given = arguments == null ? new Object[0] : arguments;
        return switch (method.getName()) {
            case "open" -> both(method, given);
            case "close" -> both(method, given);
            case "listDatabases" -> union(method, given, null);
            case "listTables", "listViews", "listFunctions" -> union(method, given, (String) given[0]);
            case "databaseExists" -> databaseExists((String) given[0]);
            case "createDatabase" -> {
                createDatabase(method, given);
                yield null;
            }
            case "createTable" -> {
                createTable(method, given);
                yield null;
            }
            case "getTable" -> table(method, given);
            case "getFactory" -> Optional.of(new Tables());
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == given[0];
            default -> {
                Catalog owner = owner(given);
                // What a statement would change of the other's stays as it is.
                yield owner == here || !CHANGES.matcher(method.getName()).find() ? call(owner, method, given) : null;
            }
        };
    }

    private Object table(Method method, Object[] given) throws Throwable {
        ObjectPath path = (ObjectPath) given[0];
        Catalog owner = owner(given);
        Object table = call(owner, method, given);
        if (owner != here) {
            looks.shows(path, (CatalogBaseTable) table);
        }
        return table;
    }

    /** Whose a thing is by its path, or its database by its name; what belongs to nobody is asked for here. */
    private Catalog owner(Object[] given) {
        if (given.length > 0 && real.isPresent()) {
            if (given[0] instanceof ObjectPath path && !has(here, path)) {
                if (has(real.get(), path)) {
                    return real.get();
                }
                looks.lacks(path);
            }
            if (given[0] instanceof String database && !hasDatabase(here, database) && realHas(database)) {
                return real.get();
            }
        }
        return here;
    }

    private void createDatabase(Method method, Object[] given) throws Throwable {
        String database = (String) given[0];
        boolean ignoreIfExists = (boolean) given[2];
        if (realHas(database)) {
            if (!ignoreIfExists) {
                throw new DatabaseAlreadyExistException(name, database);
            }
            return;
        }
        // A folder has no place for properties such as the location, and nothing is planned by them.
        here.createDatabase(database, new CatalogDatabaseImpl(Map.of(), null), ignoreIfExists);
    }

    private void createTable(Method method, Object[] given) throws Throwable {
        ObjectPath path = (ObjectPath) given[0];
        boolean ignoreIfExists = (boolean) given[2];
        if (real.isPresent() && has(real.get(), path)) {
            if (!ignoreIfExists) {
                throw new TableAlreadyExistException(name, path);
            }
            declaredAnew.put(path, (CatalogBaseTable) given[1]);
            return;
        }
        if (!hasDatabase(here, path.getDatabaseName())) {
            // A folder would make one; a catalog that others share does not.
            if (!realHas(path.getDatabaseName())) {
                throw new DatabaseNotExistException(name, path.getDatabaseName());
            }
            here.createDatabase(path.getDatabaseName(), new CatalogDatabaseImpl(Map.of(), null), true);
        }
        call(here, method, given);
    }

    private boolean databaseExists(String database) {
        boolean isReal = realHas(database);
        if (!isReal) {
            looks.lacks(database);
        }
        return isReal || hasDatabase(here, database);
    }

    private boolean realHas(String database) {
        return real.isPresent() && hasDatabase(real.get(), database);
    }

    private static boolean hasDatabase(Catalog catalog, String database) {
        return catalog.databaseExists(database);
    }

    private static boolean has(Catalog catalog, ObjectPath path) {
        return catalog.databaseExists(path.getDatabaseName()) && catalog.tableExists(path);
    }

    private @Nullable Object both(Method method, Object[] given) throws Throwable {
        if (real.isPresent()) {
            call(real.get(), method, given);
        }
        return call(here, method, given);
    }

    private List<?> union(Method method, Object[] given, @Nullable String database) throws Throwable {
        Set<Object> all = new LinkedHashSet<>();
        boolean isHere = database == null || hasDatabase(here, database);
        boolean isReal = real.isPresent() && (database == null || realHas(database));
        if (isHere || !isReal) {
            all.addAll((List<?>) call(here, method, given));
        }
        if (isReal) {
            all.addAll((List<?>) call(real.orElseThrow(), method, given));
        }
        return List.copyOf(new TreeSet<>(all));
    }

    private static Object call(Catalog catalog, Method method, Object[] given) throws Throwable {
        try {
            return method.invoke(catalog, given);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            throw cause == null ? e : cause;
        }
    }

    /** Makes sources and sinks of the catalog that has the table. */
    private final class Tables implements DynamicTableSourceFactory, DynamicTableSinkFactory {
        @Override
        public DynamicTableSource createDynamicTableSource(Context context) {
            return factory(context, DynamicTableSourceFactory.class).createDynamicTableSource(context);
        }

        @Override
        public DynamicTableSink createDynamicTableSink(Context context) {
            return factory(context, DynamicTableSinkFactory.class).createDynamicTableSink(context);
        }

        private <F extends Factory> F factory(DynamicTableFactory.Context context, Class<F> type) {
            ObjectPath path = context.getObjectIdentifier().toObjectPath();
            Catalog owner = owner(new Object[] {path});
            // A catalog without a factory of its own has tables of any connector.
            return owner.getFactory()
                    .filter(type::isInstance)
                    .map(type::cast)
                    .orElseGet(() -> FactoryUtil.discoverFactory(
                            context.getClassLoader(),
                            type,
                            Optional.ofNullable(context.getCatalogTable()
                                            .getOptions()
                                            .get("connector"))
                                    .orElseThrow(() -> new CatalogException(
                                            "table " + path.getFullName() + " has no option 'connector'"))));
        }

        @Override
        public String factoryIdentifier() {
            return "shadow";
        }

        @Override
        public Set<ConfigOption<?>> requiredOptions() {
            return Set.of();
        }

        @Override
        public Set<ConfigOption<?>> optionalOptions() {
            return Set.of();
        }
    }
}
