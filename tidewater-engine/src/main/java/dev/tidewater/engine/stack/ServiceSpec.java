package dev.tidewater.engine.stack;

import java.util.List;
import java.util.function.Function;

/**
 * One service of the stack, as data: one small file each builds one.
 *
 * @param name as in {@code status}, {@code logs} and messages
 * @param ports that must be free before it is launched
 * @param launch writes the service's configuration and says how to start it
 * @param readiness a real request that only a ready service answers
 */
record ServiceSpec(String name, List<StackPort> ports, Function<StackContext, Launch> launch, Readiness readiness) {
    ServiceSpec {
        ports = List.copyOf(ports);
    }
}
