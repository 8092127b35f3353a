package dev.tidewater.icebergrest;

import static org.apache.iceberg.rest.Endpoint.V1_CANCEL_TABLE_SCAN_PLAN;
import static org.apache.iceberg.rest.Endpoint.V1_COMMIT_TRANSACTION;
import static org.apache.iceberg.rest.Endpoint.V1_CREATE_NAMESPACE;
import static org.apache.iceberg.rest.Endpoint.V1_CREATE_TABLE;
import static org.apache.iceberg.rest.Endpoint.V1_CREATE_VIEW;
import static org.apache.iceberg.rest.Endpoint.V1_DELETE_NAMESPACE;
import static org.apache.iceberg.rest.Endpoint.V1_DELETE_TABLE;
import static org.apache.iceberg.rest.Endpoint.V1_DELETE_VIEW;
import static org.apache.iceberg.rest.Endpoint.V1_FETCH_TABLE_SCAN_PLAN;
import static org.apache.iceberg.rest.Endpoint.V1_FETCH_TABLE_SCAN_PLAN_TASKS;
import static org.apache.iceberg.rest.Endpoint.V1_LIST_NAMESPACES;
import static org.apache.iceberg.rest.Endpoint.V1_LIST_TABLES;
import static org.apache.iceberg.rest.Endpoint.V1_LIST_VIEWS;
import static org.apache.iceberg.rest.Endpoint.V1_LOAD_NAMESPACE;
import static org.apache.iceberg.rest.Endpoint.V1_LOAD_TABLE;
import static org.apache.iceberg.rest.Endpoint.V1_LOAD_VIEW;
import static org.apache.iceberg.rest.Endpoint.V1_NAMESPACE_EXISTS;
import static org.apache.iceberg.rest.Endpoint.V1_REGISTER_TABLE;
import static org.apache.iceberg.rest.Endpoint.V1_REGISTER_VIEW;
import static org.apache.iceberg.rest.Endpoint.V1_RENAME_TABLE;
import static org.apache.iceberg.rest.Endpoint.V1_RENAME_VIEW;
import static org.apache.iceberg.rest.Endpoint.V1_REPORT_METRICS;
import static org.apache.iceberg.rest.Endpoint.V1_SUBMIT_TABLE_SCAN_PLAN;
import static org.apache.iceberg.rest.Endpoint.V1_TABLE_CREDENTIALS;
import static org.apache.iceberg.rest.Endpoint.V1_TABLE_EXISTS;
import static org.apache.iceberg.rest.Endpoint.V1_TABLE_REMOTE_SIGN;
import static org.apache.iceberg.rest.Endpoint.V1_UPDATE_NAMESPACE;
import static org.apache.iceberg.rest.Endpoint.V1_UPDATE_TABLE;
import static org.apache.iceberg.rest.Endpoint.V1_UPDATE_VIEW;
import static org.apache.iceberg.rest.Endpoint.V1_VIEW_EXISTS;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.exceptions.NoSuchWarehouseException;
import org.apache.iceberg.rest.Endpoint;
import org.apache.iceberg.rest.ResourcePaths;
import org.apache.iceberg.rest.responses.ConfigResponse;

/** Every path of this server, one a line. */
final class CatalogRoutes {
    private CatalogRoutes() {}

    static Routes of(Configuration configuration, CatalogStore store) {
        NamespaceActions namespaces = new NamespaceActions(store.catalog());
        TableActions tables = new TableActions(store);
        ViewActions views = new ViewActions(store.catalog());

        List<Route> routes = new ArrayList<>(List.of(
                Route.serving(V1_LIST_NAMESPACES, namespaces::list),
                Route.serving(V1_CREATE_NAMESPACE, namespaces::create),
                Route.serving(V1_LOAD_NAMESPACE, namespaces::load),
                Route.serving(V1_NAMESPACE_EXISTS, namespaces::exists),
                Route.serving(V1_DELETE_NAMESPACE, namespaces::drop),
                Route.serving(V1_UPDATE_NAMESPACE, namespaces::update),
                Route.serving(V1_LIST_TABLES, tables::list),
                Route.serving(V1_CREATE_TABLE, tables::create),
                Route.serving(V1_LOAD_TABLE, tables::load),
                Route.serving(V1_TABLE_EXISTS, tables::exists),
                Route.serving(V1_UPDATE_TABLE, tables::commit),
                Route.serving(V1_DELETE_TABLE, tables::drop),
                Route.serving(V1_RENAME_TABLE, tables::rename),
                Route.serving(V1_REGISTER_TABLE, tables::register),
                Route.serving(V1_COMMIT_TRANSACTION, tables::commitTogether),
                Route.serving(V1_REPORT_METRICS, call -> Reply.noContent()),
                Route.serving(V1_LIST_VIEWS, views::list),
                Route.serving(V1_CREATE_VIEW, views::create),
                Route.serving(V1_LOAD_VIEW, views::load),
                Route.serving(V1_VIEW_EXISTS, views::exists),
                Route.serving(V1_UPDATE_VIEW, views::replace),
                Route.serving(V1_DELETE_VIEW, views::drop),
                Route.serving(V1_RENAME_VIEW, views::rename),
                Route.serving(V1_REGISTER_VIEW, views::register),
                Route.lacking(V1_TABLE_CREDENTIALS),
                Route.lacking(V1_TABLE_REMOTE_SIGN),
                Route.lacking(V1_SUBMIT_TABLE_SCAN_PLAN),
                Route.lacking(V1_FETCH_TABLE_SCAN_PLAN),
                Route.lacking(V1_CANCEL_TABLE_SCAN_PLAN),
                Route.lacking(V1_FETCH_TABLE_SCAN_PLAN_TASKS),
                Route.lacking(Endpoint.create("POST", ResourcePaths.tokens())),
                Route.unannounced("GET", "/health", call -> health(store))));
        List<Endpoint> announced = new Routes(routes).announced();
        routes.add(Route.unannounced(
                "GET", ResourcePaths.config(), call -> clientConfiguration(call, configuration, announced)));
        return new Routes(routes);
    }

    private static Reply clientConfiguration(Call call, Configuration configuration, List<Endpoint> endpoints) {
        String warehouse = call.parameter("warehouse").orElse("");
        if (!warehouse.isEmpty() && !configuration.servesWarehouse(warehouse)) {
            throw new NoSuchWarehouseException(
                    "Warehouse \"%s\" does not exist; this catalog serves \"%s\"",
                    warehouse, configuration.warehouse());
        }
        return Reply.ok(ConfigResponse.builder()
                .withDefaults(configuration.clientDefaults())
                .withEndpoints(endpoints)
                .build());
    }

    /** Ready once the database has answered a query; an open port is too early. */
    private static Reply health(CatalogStore store) {
        try {
            store.ping();
        } catch (RuntimeException e) {
            return Reply.failed(Failures.error(
                    Failures.UNAVAILABLE, "ServiceUnavailableException", String.valueOf(e.getMessage())));
        }
        return Reply.ok(Map.of("status", "ok"));
    }
}
