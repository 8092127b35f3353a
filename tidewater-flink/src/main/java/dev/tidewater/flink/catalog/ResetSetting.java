package dev.tidewater.flink.catalog;

import org.apache.flink.table.procedure.ProcedureContext;
import org.apache.flink.table.procedures.Procedure;

/** {@code CALL kafka.topics.reset_setting('orders', 'rowtime.field')}. */
public final class ResetSetting implements Procedure {
    static final String NAME = "reset_setting";

    private final KafkaCatalog catalog;

    ResetSetting(KafkaCatalog catalog) {
        this.catalog = catalog;
    }

    /** Found by Flink by its name. */
    public String[] call(ProcedureContext context, String topic, String key) {
        catalog.resetSetting(topic, key);
        return new String[] {"OK"};
    }
}
