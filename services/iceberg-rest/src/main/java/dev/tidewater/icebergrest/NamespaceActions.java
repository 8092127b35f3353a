package dev.tidewater.icebergrest;

import java.util.List;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.RESTUtil;
import org.apache.iceberg.rest.requests.CreateNamespaceRequest;
import org.apache.iceberg.rest.requests.UpdateNamespacePropertiesRequest;
import org.apache.iceberg.rest.responses.ListNamespacesResponse;

/** What the namespace endpoints do. */
final class NamespaceActions {
    private final JdbcCatalog catalog;

    NamespaceActions(JdbcCatalog catalog) {
        this.catalog = catalog;
    }

    Reply list(Call call) {
        Namespace parent = call.parameter("parent")
                .filter(text -> !text.isEmpty())
                .map(RESTUtil::namespaceFromQueryParam)
                .orElse(Namespace.empty());
        List<Namespace> children = catalog.listNamespaces(parent);
        Page<Namespace> page = Page.of(children, RESTUtil::namespaceToQueryParam, call);
        return Reply.ok(ListNamespacesResponse.builder()
                .addAll(page.items())
                .nextPageToken(page.nextToken())
                .build());
    }

    Reply create(Call call) {
        CreateNamespaceRequest request = call.body(CreateNamespaceRequest.class);
        requireStorable(request.namespace());
        return Reply.ok(CatalogHandlers.createNamespace(catalog, request));
    }

    /** The database keeps a namespace as its levels joined by dots. */
    private static void requireStorable(Namespace namespace) {
        if (namespace.isEmpty()) {
            throw new IllegalArgumentException("Invalid namespace: it has no levels");
        }
        for (String level : namespace.levels()) {
            if (level.isEmpty() || level.contains(".")) {
                throw new IllegalArgumentException(
                        "Invalid namespace level \"" + level + "\": it must not be empty or contain a dot");
            }
        }
    }

    Reply load(Call call) {
        return Reply.ok(CatalogHandlers.loadNamespace(catalog, call.namespace()));
    }

    Reply exists(Call call) {
        CatalogHandlers.namespaceExists(catalog, call.namespace());
        return Reply.noContent();
    }

    Reply drop(Call call) {
        CatalogHandlers.dropNamespace(catalog, call.namespace());
        return Reply.noContent();
    }

    Reply update(Call call) {
        UpdateNamespacePropertiesRequest request = call.body(UpdateNamespacePropertiesRequest.class);
        return Reply.ok(CatalogHandlers.updateNamespaceProperties(catalog, call.namespace(), request));
    }
}
