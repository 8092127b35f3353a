package dev.tidewater.engine.stack;

import dev.tidewater.model.MemorySize;

/**
 * How large the Flink processes of the stack are.
 *
 * @param jobManager whole process
 * @param taskManager whole process
 * @param slots of the one TaskManager: each running pipeline takes as many as its parallelism
 */
public record FlinkMemory(MemorySize jobManager, MemorySize taskManager, int slots) {}
