package dev.inventory.headlessops.internal.discovery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.device.SnmpCredential;
import dev.inventory.platform.json.Json;
import java.util.Optional;
import java.util.function.Function;

/** A candidate as the device that a client would register. */
record CandidateDevice(Discovery discovery, Candidate candidate, SnmpCredential credential) {

    private static final int MAX_NAME = 255;

    /**
     * The fields as the API of devices takes them: what was found, over that what all devices of the request are to be
     * like, over that what was said of this one.
     *
     * @param typeId the id of the device type with a slug
     */
    ObjectNode fields(Decision decision, long candidateId, Function<String, Optional<Long>> typeId) {
        Decision.Overrides overrides = decision.overrides();
        ObjectNode fields = Json.mapper().createObjectNode();
        String name = overrides.namePrefix() + candidate.sysName().orElse(candidate.address());
        fields.put("name", name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name);
        fields.put("hostname", candidate.address());
        fields.put("organization", discovery.organizationId());
        serial(overrides).ifPresent(serial -> fields.put("serial_number", serial));
        candidate.macAddress().ifPresent(mac -> fields.put("mac_address", mac));
        candidate.deviceType().flatMap(typeId).ifPresent(type -> fields.put("type", type));
        candidate.sysLocation().ifPresent(location -> fields.put("location", location));
        candidate.sysDescr().ifPresent(text -> fields.put("description", text));
        candidate.firmwareVersion().ifPresent(version -> fields.put("firmware_version", version));
        fields.setAll(overrides.fields());
        ObjectNode own = decision.devices().get(candidateId);
        if (own != null) {
            fields.setAll(own);
        }
        snmp(fields);
        return fields;
    }

    private Optional<String> serial(Decision.Overrides overrides) {
        Optional<String> serial = candidate.serialNumber();
        for (Decision.SerialFallback fallback : overrides.serialFallback()) {
            serial = serial.or(() -> switch (fallback) {
                case MAC_ADDRESS -> candidate.macAddress();
                case ENGINE_ID -> candidate.engineId();
                case ADDRESS -> Optional.of(candidate.address());
            });
        }
        return serial;
    }

    /** By the credential that answered, as the search asked. */
    private void snmp(ObjectNode fields) {
        ObjectNode snmp = fields.putObject("snmp");
        snmp.put("version", credential.version());
        snmp.put("port", discovery.manner().port());
        snmp.put("timeout_ms", discovery.manner().timeoutMs());
        snmp.put("retries", discovery.manner().retries());
        if ("3".equals(credential.version())) {
            snmp.put("user", credential.user());
            putUnlessEmpty(snmp, "auth_protocol", credential.authProtocol());
            putUnlessEmpty(snmp, "auth_key", credential.authKey());
            putUnlessEmpty(snmp, "priv_protocol", credential.privProtocol());
            putUnlessEmpty(snmp, "priv_key", credential.privKey());
            putUnlessEmpty(snmp, "context", credential.context());
        } else {
            fields.put("snmp_community", credential.community());
        }
    }

    private static void putUnlessEmpty(ObjectNode node, String name, String value) {
        if (!value.isEmpty()) {
            node.put(name, value);
        }
    }
}
