package dev.tidewater.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A project with jars of functions, compiled on the spot. */
public record FunctionProject(Path folder) {
    /** Writes {@code udfs/NAME} with classes, given as sources by their full names. */
    public FunctionProject jar(String name, Map<String, String> sources) {
        try {
            Path classes = Files.createTempDirectory(folder, "classes");
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            List<? extends JavaFileObject> units = sources.entrySet().stream()
                    .map(source -> new Source(source.getKey(), source.getValue()))
                    .toList();
            List<String> options = List.of(
                    "--release",
                    "17",
                    "-proc:none",
                    "-d",
                    classes.toString(),
                    "-cp",
                    System.getProperty("java.class.path"));
            assertThat(compiler.getTask(null, null, null, options, null, units).call())
                    .isTrue();
            Files.createDirectories(udfs());
            try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(udfs().resolve(name)));
                    Stream<Path> files = Files.walk(classes)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    JarEntry entry =
                            new JarEntry(classes.relativize(file).toString().replace('\\', '/'));
                    // The content alone decides: the same sources make the same jar.
                    entry.setTime(0);
                    jar.putNextEntry(entry);
                    jar.write(Files.readAllBytes(file));
                }
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code geo.Twice}, a function that multiplies, in {@code udfs/NAME}. */
    public FunctionProject multiplying(String name, int factor) {
        return jar(name, Map.of("geo.Twice", """
                        package geo;
                        public class Twice extends org.apache.flink.table.functions.ScalarFunction {
                            public Integer eval(Integer n) { return Factor.BY * n; }
                        }
                        class Factor { static final Integer BY = Integer.valueOf(%d); }
                        """.formatted(factor)));
    }

    public Path udfs() {
        return folder.resolve("udfs");
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
