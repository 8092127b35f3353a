package dev.tidewater.icebergrest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.iceberg.rest.Endpoint;

/** The routing table. The first line that fits wins. */
record Routes(List<Route> routes) {
    Routes {
        routes = List.copyOf(routes);
    }

    /** What a method and a path lead to. */
    sealed interface Match {
        /** @param variables of the path, still encoded */
        record Found(Route route, Map<String, String> variables) implements Match {}

        /** @param allowed the methods there are at this path, comma-separated */
        record WrongMethod(String allowed) implements Match {}

        record Nothing() implements Match {}
    }

    Match match(String method, String rawPath) {
        TreeSet<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            Optional<Map<String, String>> variables = route.path().match(rawPath);
            if (variables.isPresent() && route.method().equals(method)) {
                return new Match.Found(route, variables.get());
            }
            variables.ifPresent(ignored -> allowed.add(route.method()));
        }
        return allowed.isEmpty() ? new Match.Nothing() : new Match.WrongMethod(String.join(", ", allowed));
    }

    /** What clients are told they may use. */
    List<Endpoint> announced() {
        return routes.stream().flatMap(route -> route.endpoint().stream()).toList();
    }
}
