package dev.tidewater.model;

/** Bytes. */
public record MemorySize(long bytes) {}
