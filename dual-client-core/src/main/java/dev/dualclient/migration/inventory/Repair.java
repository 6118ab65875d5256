package dev.dualclient.migration.inventory;

/** What an operator can have done about differences between the backends. Nothing is ever done at the secondary. */
public enum Repair {
    /** Gives clients at the primary the secret that they have at the secondary. */
    REPAIR_SECRETS,
    /** Gives clients at the primary the metadata that they have at the secondary, and locks those that are locked there. */
    REPAIR_METADATA,
    /** Gives the service at the primary the settings that it has at the secondary, and its keys if that is asked for. */
    REPAIR_SETTINGS,
    /** Creates clients at the primary that the secondary alone holds, under a name by which their users know them. */
    IMPORT_CLIENTS,
    /** Deletes clients at the primary whose import was begun and not finished. */
    DISCARD_IMPORTS
}
