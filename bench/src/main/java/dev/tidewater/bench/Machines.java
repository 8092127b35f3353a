package dev.tidewater.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.lang.management.ManagementFactory;

/** What this runs on. */
final class Machines {
    private static final long NEEDED = 5L << 30;

    private Machines() {}

    static BenchReport.Machine here() {
        OperatingSystemMXBean system = system();
        return new BenchReport.Machine(
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize(),
                system.getName() + " " + system.getVersion() + " " + system.getArch(),
                System.getProperty("java.vendor.version", "") + " " + Runtime.version(),
                system.getSystemLoadAverage());
    }

    static void requireMemory() {
        long memory = system().getTotalMemorySize();
        if (memory < NEEDED) {
            throw new TidewaterException(
                    ErrorCode.RESOURCE,
                    "this machine has " + (memory >> 20) + " MiB of memory, and services and a run need "
                            + (NEEDED >> 20),
                    "run the bench on a machine with more");
        }
    }

    private static OperatingSystemMXBean system() {
        return (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    }
}
