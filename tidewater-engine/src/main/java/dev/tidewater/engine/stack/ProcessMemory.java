package dev.tidewater.engine.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory that processes occupy, as the kernel counts it. */
public final class ProcessMemory {
    private ProcessMemory() {}

    /** Resident set size in bytes, from {@code /proc/<pid>/status}; 0 elsewhere than on Linux or if there is no such process. */
    public static long residentBytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
