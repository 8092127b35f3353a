package dev.tidewater.icebergrest;

import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.requests.CreateViewRequest;
import org.apache.iceberg.rest.requests.RegisterViewRequest;
import org.apache.iceberg.rest.requests.RenameTableRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.rest.responses.ListTablesResponse;

/** What the view endpoints do. */
final class ViewActions {
    private final JdbcCatalog catalog;

    ViewActions(JdbcCatalog catalog) {
        this.catalog = catalog;
    }

    Reply list(Call call) {
        Page<TableIdentifier> page = Page.of(catalog.listViews(call.namespace()), TableIdentifier::name, call);
        return Reply.ok(ListTablesResponse.builder()
                .addAll(page.items())
                .nextPageToken(page.nextToken())
                .build());
    }

    Reply create(Call call) {
        CreateViewRequest request = call.body(CreateViewRequest.class);
        return Reply.ok(CatalogHandlers.createView(catalog, call.namespace(), request));
    }

    Reply load(Call call) {
        return Reply.ok(CatalogHandlers.loadView(catalog, call.identifier()));
    }

    Reply exists(Call call) {
        CatalogHandlers.viewExists(catalog, call.identifier());
        return Reply.noContent();
    }

    Reply replace(Call call) {
        UpdateTableRequest request = call.body(UpdateTableRequest.class);
        return Reply.ok(CatalogHandlers.updateView(catalog, call.identifier(), request));
    }

    Reply drop(Call call) {
        CatalogHandlers.dropView(catalog, call.identifier());
        return Reply.noContent();
    }

    Reply rename(Call call) {
        CatalogHandlers.renameView(catalog, call.body(RenameTableRequest.class));
        return Reply.noContent();
    }

    Reply register(Call call) {
        RegisterViewRequest request = call.body(RegisterViewRequest.class);
        return Reply.ok(CatalogHandlers.registerView(catalog, call.namespace(), request));
    }
}
