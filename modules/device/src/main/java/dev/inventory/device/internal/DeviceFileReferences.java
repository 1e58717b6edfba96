package dev.inventory.device.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.device.internal.file.FileRow;
import dev.inventory.platform.access.Organizations;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The types and organizations that rows of a file name, read by a few queries for many rows. */
final class DeviceFileReferences {

    private static final String TYPE = "type";
    private static final String ORGANIZATION = "organization";

    private final Map<Long, DeviceType> types = new HashMap<>();
    private final Map<String, Long> typeNames = new HashMap<>();
    private final Map<String, Organizations.Organization> organizationNames;
    private final Set<Long> organizations;

    DeviceFileReferences(Collection<DeviceType> types, Organizations organizations, List<FileRow> rows) {
        types.forEach(type -> {
            this.types.put(type.id(), type);
            typeNames.putIfAbsent(key(type.fields().name()), type.id());
        });
        // a slug means one type alone; several may share a name, and then the eldest is meant
        types.forEach(type -> typeNames.put(key(type.fields().slug()), type.id()));
        Set<String> names = new HashSet<>();
        Set<Long> ids = new HashSet<>();
        for (FileRow row : rows) {
            JsonNode given = row.fields().path(ORGANIZATION);
            if (given.isTextual()) {
                names.add(given.textValue().strip());
            } else {
                id(given).ifPresent(ids::add);
            }
        }
        this.organizationNames = names.isEmpty() ? Map.of() : organizations.byNames(names);
        this.organizations = new HashSet<>(organizations.byIds(ids).keySet());
        organizationNames.values().forEach(each -> this.organizations.add(each.id()));
    }

    /** The row's fields, with ids in the place of names that are known; others stay, and are refused as no ids. */
    ObjectNode resolved(FileRow row) {
        ObjectNode fields = row.fields().deepCopy();
        JsonNode type = fields.path(TYPE);
        if (type.isTextual()) {
            Optional.ofNullable(typeNames.get(key(type.textValue()))).ifPresent(id -> fields.put(TYPE, id));
        }
        JsonNode organization = fields.path(ORGANIZATION);
        if (organization.isTextual()) {
            Optional.ofNullable(organizationNames.get(key(organization.textValue())))
                    .ifPresent(found -> fields.put(ORGANIZATION, found.id()));
        }
        return fields;
    }

    /** The id under a name, be it nested. */
    static Optional<Long> organization(ObjectNode resolved) {
        return id(resolved.path(ORGANIZATION));
    }

    Optional<DeviceType> type(long id) {
        return Optional.ofNullable(types.get(id));
    }

    boolean hasOrganization(long id) {
        return organizations.contains(id);
    }

    private static Optional<Long> id(JsonNode given) {
        JsonNode id = given.isObject() ? given.path("id") : given;
        return id.isIntegralNumber() && id.canConvertToLong() ? Optional.of(id.longValue()) : Optional.empty();
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
