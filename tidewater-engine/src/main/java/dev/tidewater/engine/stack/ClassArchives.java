package dev.tidewater.engine.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Class data archives of the services (JDK's AppCDS): a JVM that maps its classes instead of parsing them starts with
 * about 40 % less work. The JVM compares an archive with its class path and goes on without one that does not fit.
 */
public sealed interface ClassArchives {
    /** Arguments for the JVM of {@code service}. */
    List<String> arguments(String service);

    /** The archives that were made for a distribution, as far as there are any. */
    static ClassArchives use(Path home) {
        return new Use(folder(home));
    }

    /** Lets services take note of their classes, so that {@link #write} can be called. */
    static ClassArchives record() {
        return new Record();
    }

    static Path folder(Path home) {
        return home.resolve("cds");
    }

    /**
     * Has a running service that was started to {@link #record()} write its archive. It is asked while it runs, for Flink
     * cuts an exit short that takes longer than five seconds.
     */
    static void write(ServiceStatus service, Path home) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process dump = new ProcessBuilder(
                        jcmd.toString(),
                        Long.toString(service.pid()),
                        "VM.cds",
                        "dynamic_dump",
                        folder(home).resolve(service.name() + ".jsa").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!dump.waitFor(2, TimeUnit.MINUTES)) {
            dump.destroyForcibly();
        }
    }

    /** Maps an archive if there is one. */
    record Use(Path folder) implements ClassArchives {
        @Override
        public List<String> arguments(String service) {
            Path archive = folder.resolve(service + ".jsa");
            return Files.exists(archive)
                    ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
                    : List.of();
        }
    }

    /** Costs some memory, and no start time worth measuring. */
    record Record() implements ClassArchives {
        @Override
        public List<String> arguments(String service) {
            return List.of("-XX:+RecordDynamicDumpInfo", "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
        }
    }
}
