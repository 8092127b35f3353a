package dev.tidewater.icebergrest;

import java.util.Optional;
import org.apache.iceberg.rest.Endpoint;

/**
 * One line of the routing table.
 *
 * @param endpoint how the specification names it; what clients are told, or empty if the route is not of the
 *     specification or is not served
 */
record Route(String method, PathTemplate path, Optional<Endpoint> endpoint, Action action) {
    /** What a route does. */
    @FunctionalInterface
    interface Action {
        Reply answer(Call call);
    }

    /** An endpoint of the specification that clients may use. */
    static Route serving(Endpoint endpoint, Action action) {
        return new Route(endpoint.httpMethod(), PathTemplate.parse(endpoint.path()), Optional.of(endpoint), action);
    }

    /** A path that is there without being announced. */
    static Route unannounced(String method, String path, Action action) {
        return new Route(method, PathTemplate.parse(path), Optional.empty(), action);
    }

    /** An endpoint of the specification that this server does not have: 406, and not announced. */
    static Route lacking(Endpoint endpoint) {
        return unannounced(endpoint.httpMethod(), endpoint.path(), call -> {
            throw new UnsupportedOperationException("This catalog does not support " + endpoint);
        });
    }
}
