package dev.tidewater.engine.deploy;

import dev.tidewater.engine.sql.FunctionJar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is new about the functions of a pipeline.
 *
 * @param changes in words, one a jar
 */
record FunctionVersions(List<String> changes) {
    FunctionVersions {
        changes = List.copyOf(changes);
    }

    static FunctionVersions between(List<FunctionJar> before, List<FunctionJar> after) {
        Map<String, FunctionJar> old = byName(before);
        List<String> changes = new ArrayList<>();
        byName(after).forEach((name, jar) -> {
            FunctionJar was = old.remove(name);
            if (was == null) {
                changes.add(name + " (new, " + jar.version() + ")");
            } else if (!was.equals(jar)) {
                changes.add(name + " (" + was.version() + " → " + jar.version() + ")");
            }
        });
        old.keySet().forEach(name -> changes.add(name + " (gone)"));
        return new FunctionVersions(changes);
    }

    /** What a pipeline goes on with. State that old code has made is kept: only rows from now on are the new code's. */
    String whatIsNew(boolean isSameSql) {
        if (changes.isEmpty()) {
            return "the new SQL";
        }
        String functions = "new functions from here on: " + String.join(", ", changes);
        return isSameSql ? functions : "the new SQL and " + functions;
    }

    private static Map<String, FunctionJar> byName(List<FunctionJar> jars) {
        return jars.stream()
                .collect(Collectors.toMap(FunctionJar::name, Function.identity(), (one, other) -> other, TreeMap::new));
    }
}
