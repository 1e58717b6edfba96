package dev.inventory.device.internal.life;

import java.util.List;

/**
 * What a device is asked, in order, until one question is answered.
 *
 * @param hostname for questions in which the name occurs; empty where SNMP alone is asked, so that all such devices share
 *     one object
 */
public record LifeQuestions(List<LifeCheck.Question> questions, String hostname) {

    /** What most devices are asked. */
    public static final LifeQuestions SNMP_ALONE = new LifeQuestions(List.of(SnmpCheck.QUESTION), "");

    public LifeQuestions {
        questions = List.copyOf(questions);
    }

    /** Whether a plain SNMP poll is all there is to do. */
    public boolean isSnmpAlone() {
        return hostname.isEmpty();
    }
}
