/** Flink's Prometheus reporter, kept on loopback. */
package org.apache.flink.metrics.prometheus;
