package dev.tidewater.model;

/** What the JVMs of Flink may take as whole processes, heap and all else. */
public record LocalMemory(MemorySize taskManager, MemorySize jobManager) {
    /** Below this a JVM of Flink does not come up at all. */
    static final MemorySize LEAST = MemorySize.ofMebibytes(128);

    public LocalMemory {
        enough(taskManager);
        enough(jobManager);
    }

    static MemorySize enough(MemorySize size) {
        Require.that(size.compareTo(LEAST) >= 0, "\"" + size + "\" is less than " + LEAST);
        return size;
    }
}
