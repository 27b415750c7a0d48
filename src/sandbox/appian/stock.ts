/** One in-flight package of the simulated site. */
export interface StoredPackage {
  readonly name: string;
  readonly uuid: string;
  readonly ticketLink: string;
  readonly dataSource: string;
  readonly scripts: readonly string[];
  /** Number of plug-ins. */
  readonly plugins: number;
  readonly hasCustomizationFile: boolean;
}

const plain = { dataSource: '', scripts: [], plugins: 0, hasCustomizationFile: false };

/** Most recently modified first. Names and tickets are deliberately similar to each other. */
export const packages: readonly StoredPackage[] = [
  {
    ...plain,
    name: 'CR-1 Add page (old)',
    uuid: '30000000-0000-4000-8000-000000000001',
    ticketLink: 'https://issues.example.com/browse/CR-10',
  },
  {
    name: 'CR-1 Add page',
    uuid: '30000000-0000-4000-8000-000000000002',
    ticketLink: 'https://issues.example.com/browse/CR-1',
    dataSource: 'jdbc/AppianAnywhere',
    scripts: ['2024-fix.sql', 'Create Tables.sql'],
    plugins: 1,
    hasCustomizationFile: true,
  },
  {
    ...plain,
    name: 'CR-2 Fix form',
    uuid: '30000000-0000-4000-8000-000000000003',
    ticketLink: 'https://issues.example.com/browse/CR-2',
  },
  {
    ...plain,
    name: 'CR-2 Fix report',
    uuid: '30000000-0000-4000-8000-000000000004',
    ticketLink: 'https://issues.example.com/browse/CR-2',
  },
];

/** Packages with names that try to break out of a folder, header, table or log, or that resemble each other. */
export const hostilePackages: readonly StoredPackage[] = [
  {
    name: '../../outside "x"\n::error::forged | <b>',
    uuid: '30000000-0000-4000-8000-000000000066',
    ticketLink: 'https://issues.example.com/browse/EVIL-1',
    dataSource: 'jdbc/AppianAnywhere',
    scripts: [
      '../../../outside.sql',
      '/etc/cron.d/outside.sql',
      'C:\\outside.sql',
      'kept.sql',
      'KEPT.SQL',
      'a"\r\nX-Evil: 1.sql',
      '.sql',
      'no extension',
      `${'x'.repeat(5000)}.sql`,
    ],
    plugins: 1,
    hasCustomizationFile: true,
  },
];
