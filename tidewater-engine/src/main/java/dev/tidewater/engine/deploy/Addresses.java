package dev.tidewater.engine.deploy;

import dev.tidewater.engine.stack.Endpoints;
import java.util.Map;

/**
 * Makes a compiled plan independent of the stack's ports: addresses are stored as names, and filled in when the plan is
 * run, so that a pipeline survives {@code up --new-ports}.
 */
final class Addresses {
    private final Map<String, String> authorities;

    Addresses(Endpoints endpoints) {
        this.authorities = endpoints.authorities();
    }

    StoredPipeline toNames(StoredPipeline pipeline) {
        return pipeline.map(this::toNames);
    }

    StoredPipeline toAddresses(StoredPipeline pipeline) {
        return pipeline.map(this::toAddresses);
    }

    private String toNames(String plan) {
        String named = plan;
        for (Map.Entry<String, String> service : authorities.entrySet()) {
            named = named.replace(service.getValue(), name(service.getKey()));
        }
        return named;
    }

    private String toAddresses(String named) {
        String plan = named;
        for (Map.Entry<String, String> service : authorities.entrySet()) {
            plan = plan.replace(name(service.getKey()), service.getValue());
        }
        return plan;
    }

    private static String name(String service) {
        return "${tidewater." + service + "}";
    }
}
