package dev.inventory.device.internal;

import dev.inventory.device.internal.life.HelpersConverter;
import dev.inventory.device.internal.life.LifeChecks;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A kind of device, such as a router of a certain model. */
@Entity
@Table(name = "device_type")
public class DeviceType {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String name;
    private String model;
    private String manufacturer;
    private String slug;

    @Column(name = "status_helpers")
    @Convert(converter = HelpersConverter.class)
    private List<String> statusHelpers;

    @Version
    private long version;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected DeviceType() {}

    DeviceType(DeviceTypeFields fields, Instant now) {
        this.createdAt = now;
        this.updatedAt = now;
        set(fields);
    }

    void change(DeviceTypeFields fields, Instant now) {
        set(fields);
        this.updatedAt = now;
    }

    private void set(DeviceTypeFields fields) {
        name = fields.name();
        model = fields.model();
        manufacturer = fields.manufacturer();
        slug = fields.slug();
        statusHelpers = fields.statusHelpers();
    }

    long id() {
        return id;
    }

    long version() {
        return version;
    }

    DeviceTypeFields fields() {
        return new DeviceTypeFields(name, model, manufacturer, slug, statusHelpers);
    }

    /** The type as the API shows it. */
    Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", id);
        shown.put("name", name);
        shown.put("model", model);
        shown.put("manufacturer", manufacturer);
        shown.put("slug", slug);
        shown.put(LifeChecks.FIELD, statusHelpers);
        shown.put("created_at", createdAt);
        shown.put("updated_at", updatedAt);
        return shown;
    }

    /** The type as it is nested in a device. */
    Map<String, Object> nested(boolean withManufacturer) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", id);
        shown.put("name", name);
        shown.put("model", model);
        if (withManufacturer) {
            shown.put("manufacturer", manufacturer);
        }
        return shown;
    }
}
