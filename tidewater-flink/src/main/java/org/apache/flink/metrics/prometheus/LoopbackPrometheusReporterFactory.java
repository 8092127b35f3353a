package org.apache.flink.metrics.prometheus;

import java.net.InetAddress;
import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** For {@code metrics.reporter.<name>.factory.class}: Flink's Prometheus reporter, bound to loopback only. */
public final class LoopbackPrometheusReporterFactory implements MetricReporterFactory {
    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        int port = Integer.parseInt(properties.getProperty("port", "9249"));
        return new LoopbackPrometheusReporter(InetAddress.getLoopbackAddress(), port);
    }
}
