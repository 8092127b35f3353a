package dev.tidewater.engine.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a child JVM is started.
 *
 * @param classPath jars and folders, in order
 * @param grace how long shutdown hooks may take when the stack goes down or dies; zero ends the JVM at once
 */
record Launch(
        List<Path> classPath,
        String mainClass,
        List<String> jvmArguments,
        List<String> arguments,
        Map<String, String> environment,
        Duration grace) {
    Launch {
        classPath = List.copyOf(classPath);
        jvmArguments = List.copyOf(jvmArguments);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** The same, with a class archive used or made. */
    Launch archived(ClassArchives archives, String service) {
        List<String> jvm = new ArrayList<>(archives.arguments(service));
        jvm.addAll(jvmArguments);
        return new Launch(classPath, mainClass, jvm, arguments, environment, grace);
    }
}
