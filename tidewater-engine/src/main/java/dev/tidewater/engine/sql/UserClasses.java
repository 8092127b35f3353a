package dev.tidewater.engine.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.FlinkUserCodeClassLoaders;

/**
 * Classes of the user's, for one session: they are found in their own jars first, as they are inside of Flink, and cannot be
 * found after {@link #close}.
 */
final class UserClasses implements AutoCloseable {
    private final List<Path> jars;
    private final ClassLoader loader;

    private UserClasses(List<Path> jars, ClassLoader loader) {
        this.jars = List.copyOf(jars);
        this.loader = loader;
    }

    static UserClasses none() {
        return new UserClasses(List.of(), UserClasses.class.getClassLoader());
    }

    static UserClasses of(List<Path> jars) {
        if (jars.isEmpty()) {
            return none();
        }
        URL[] urls = jars.stream().map(UserClasses::url).toArray(URL[]::new);
        ClassLoader ours = UserClasses.class.getClassLoader();
        return new UserClasses(jars, FlinkUserCodeClassLoaders.create(urls, ours, new Configuration()));
    }

    ClassLoader loader() {
        return loader;
    }

    /** What has a job of the session bring the jars with it. */
    Map<String, String> options() {
        return jars.isEmpty()
                ? Map.of()
                : Map.of(
                        "pipeline.jars",
                        jars.stream().map(jar -> url(jar).toString()).collect(Collectors.joining(";")));
    }

    /** Flink finds connectors, and the classes of what it copies, through the context class loader. */
    <T> T inFlink(Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void close() {
        if (loader instanceof URLClassLoader own && !jars.isEmpty()) {
            try {
                own.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
