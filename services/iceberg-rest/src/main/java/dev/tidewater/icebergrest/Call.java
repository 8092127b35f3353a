package dev.tidewater.icebergrest;

import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTRequest;
import org.apache.iceberg.rest.RESTUtil;

/**
 * One request, matched to a route.
 *
 * @param variables of the path, still percent-encoded
 * @param query decoded; the first value of each parameter
 * @param entityTags value of {@code If-None-Match}, or empty
 */
record Call(Map<String, String> variables, Map<String, String> query, String entityTags, byte[] body) {

    /** Of the path. */
    Namespace namespace() {
        return RESTUtil.namespaceFromQueryParam(RESTUtil.decodeString(variable("namespace")));
    }

    /** Of the path: the table, or the view, whichever the template names. */
    TableIdentifier identifier() {
        String name = variables.containsKey("view") ? variable("view") : variable("table");
        return TableIdentifier.of(namespace(), RESTUtil.decodeString(name));
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** The body, validated. */
    <T extends RESTRequest> T body(Class<T> type) {
        return Json.read(body, type);
    }

    private String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalStateException("this route has no variable " + name);
        }
        return value;
    }
}
