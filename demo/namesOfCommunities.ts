import type { Ethnicity } from './types.ts'

/** Common names of the communities that live in England; full names are made by combining them. */
export type CommunityNames = {
  /** Families in a thousand. */
  weight: number
  ethnicity: Ethnicity
  girls: readonly string[]
  boys: readonly string[]
  families: readonly string[]
  /** Language of those who are still learning English. */
  language: string | null
}

function split(words: string): readonly string[] {
  return words.split(' ')
}

function names(
  [weight, ethnicity, language]: readonly [number, Ethnicity, string | null],
  girls: string, boys: string, families: string,
): CommunityNames {
  return { weight, ethnicity, language, girls: split(girls), boys: split(boys), families: split(families) }
}

export const communitiesOfNames: readonly CommunityNames[] = [
  names([560, 'W1', null],
    'Amelia Olivia Isla Ava Emily Freya Grace Poppy Evie Ella Charlotte Daisy Ruby Sophie Lily '
    + 'Jessica Chloe Megan Holly Erin Alice '
    + 'Phoebe Scarlett Lucy Millie Bethany Caitlin Elizabeth Katherine Abigail Rebecca Hannah Rosie '
    + 'Molly Georgia Imogen',
    'Oliver George Harry Noah Jack Leo Charlie Alfie Jacob Thomas William Joshua Samuel Daniel '
    + 'Joseph Benjamin Alexander Edward '
    + 'Luke Callum Ryan Connor Kieran Dylan Archie Finley Logan Tyler Jayden Bradley Nathan Matthew '
    + 'Christopher James Robert Michael',
    'Smith Jones Taylor Brown Wilson Davies Evans Thomas Roberts Johnson Walker Wright Robinson '
    + 'Thompson White Hughes Edwards Green '
    + 'Hall Wood Harris Lewis Martin Jackson Clarke Turner Hill Cooper Ward Morris Moore King Baker '
    + 'Harrison Morgan Allen James Scott '
    + 'Phillips Watson Parker Bennett Young Cook Shaw Bailey Carter Richardson Mitchell Ellis Marshall '
    + 'Webb Rogers Barnes Knight '
    + 'Palmer Mills Pearson Fletcher Dixon Hunt Rose Stone Barker Lowe Fisher Chapman Gibson Grant Walsh '
    + 'Foster Holmes Butler'),
  names([45, 'W1', null],
    'Cerys Ffion Seren Megan Carys Nia Eleri Catrin Eilidh Skye Isla Mairi Ailsa Rhona',
    'Rhys Owain Dylan Iwan Gethin Evan Osian Euan Fraser Hamish Callum Ruaridh Angus Lewis',
    'Williams Griffiths Rees Price Powell Pritchard Lloyd Hughes Campbell Stewart Murray Fraser Ross '
    + 'Reid Kerr Sinclair'),
  names([16, 'W2', null],
    'Aoife Niamh Ciara Saoirse Roisin Orla Sinead Clodagh', 'Conor Cian Oisin Darragh Eoin Padraig Declan Ronan',
    'Murphy Kelly O’Sullivan Walsh O’Brien Byrne Ryan O’Connor Doyle McCarthy Gallagher Doherty '
    + 'Kennedy Lynch Quinn'),
  names([6, 'W3', null],
    'Margaret Bridget Chantelle Mary Kathleen Shannon', 'Patrick Martin Miley Johnny Michael James',
    'Connors Ward Maughan Lee Smith Cooper Price Boswell Doran Joyce'),
  names([42, 'W9', 'Polish'],
    'Zuzanna Julia Maja Hanna Lena Alicja Oliwia Natalia Wiktoria Aleksandra Katarzyna Agnieszka Magdalena Kinga',
    'Jakub Kacper Filip Szymon Antoni Mateusz Bartosz Dawid Piotr Michal Krzysztof Tomasz Wojciech Adrian',
    'Kowalski Wisniewski Lewandowski Zielinski Kaminski Szymanski Wojcik Nowak Mazur Krawczyk '
    + 'Dabrowski Jankowski Pawlak Duda'),
  names([26, 'W9', 'Romanian'],
    'Andreea Ioana Maria Alexandra Elena Daria Bianca Gabriela Sofia Denisa',
    'Andrei Stefan Mihai Alexandru Ionut Cristian Vlad Darius Luca David',
    'Popescu Ionescu Popa Dumitru Stan Stoica Gheorghe Matei Ciobanu Rusu Munteanu Marin Lazar Constantin'),
  names([9, 'W9', 'Lithuanian'],
    'Ugne Emilija Gabija Kamile Austeja Migle', 'Lukas Matas Dovydas Nojus Jonas Domantas',
    'Kazlauskas Petrauskas Jankauskas Stankevicius Butkus Urbonas Paulauskas'),
  names([9, 'W9', 'Portuguese'],
    'Beatriz Mariana Leonor Carolina Ines Matilde', 'Diogo Tiago Goncalo Rafael Duarte Miguel',
    'Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Fernandes Goncalves'),
  names([9, 'W9', 'Ukrainian'],
    'Sofiia Anastasiia Yuliia Daryna Kateryna Oksana', 'Oleksandr Dmytro Andriy Maksym Bohdan Danylo',
    'Shevchuk Kovalenko Bondarenko Tkachenko Kravchenko Oliynyk Lysenko Marchenko'),
  names([64, 'A2', 'Urdu'],
    'Aisha Fatima Zainab Maryam Hafsa Iqra Sana Amna Mahnoor Saira Rabia Noor Khadija Aleena Mehwish',
    'Mohammed Hamza Ali Hassan Bilal Usman Adeel Zain Ibrahim Haroon Faisal Imran Saad Yusuf Kamran',
    'Hussain Khan Ahmed Mahmood Iqbal Akhtar Malik Mirza Shah Begum Butt Chaudhry Rashid Aslam Bashir '
    + 'Javed Qureshi Raja'),
  names([30, 'A3', 'Bengali'],
    'Nusrat Tahmina Sumaiya Farhana Jannat Anika Rumana Tasnim Nadia Sabiha',
    'Rahim Tanvir Mahin Rafi Shahid Nayeem Arif Kamal Jubair Ismail',
    'Rahman Islam Miah Uddin Choudhury Begum Khatun Hossain Alam Ali Haque Karim'),
  names([22, 'A1', 'Punjabi'],
    'Simran Harpreet Jasleen Amrit Gurleen Kiran Navjot Manpreet',
    'Arjan Gurpreet Jaspreet Harman Amrit Karan Jagdeep Manveer',
    'Singh Kaur Gill Dhillon Sandhu Sidhu Grewal Bains Johal Dosanjh Bhogal Mann'),
  names([24, 'A1', 'Gujarati'],
    'Priya Anjali Diya Riya Kavita Nisha Hetal Pooja Meera Anaya',
    'Rohan Aarav Dev Krish Nikhil Jay Sanjay Vivek Amit Ravi',
    'Patel Shah Mistry Desai Joshi Parmar Solanki Chauhan Modha Vaghela Thakkar Raval'),
  names([10, 'A1', 'Malayalam'],
    'Anju Sneha Aleena Merin Gayathri Lakshmi', 'Jithin Vishnu Abhinav Joel Arjun Basil',
    'Thomas Mathew Varghese Joseph Nair Menon Kurian Philip'),
  names([8, 'A9', 'Tamil'],
    'Tharshini Kavya Nila Abirami Sangeetha Vaishnavi', 'Kavin Pranav Sathish Nirosh Kumaran Aravind',
    'Sivakumar Rajan Selvam Kumar Nathan Sivanesan Balan Yogarajah'),
  names([8, 'A9', 'Tagalog'],
    'Angelica Bea Kristine Jasmine Althea Nicole', 'Joshua Mark Gabriel Christian Joaquin Paolo',
    'Reyes Cruz Bautista Garcia Mendoza Ramos Villanueva Aquino'),
  names([15, 'A4', 'Cantonese'],
    'Wing-Yan Ka-Yee Hoi-Ching Yuet-Ling Mei-Ling Chloe', 'Chun-Hei Ka-Ho Wai-Lun Tsz-Kit Ho-Yin Jason',
    'Chan Wong Lee Cheung Lam Ng Leung Ho Lau Yip'),
  names([5, 'A9', 'Vietnamese'],
    'Linh Thao Huong Mai Ngoc Lan', 'Minh Duc Quang Hieu Tuan Khoa', 'Nguyen Tran Le Pham Hoang Vu Dang Bui'),
  names([24, 'B2', 'Yoruba'],
    'Temitope Folake Ayomide Simisola Chiamaka Ngozi Adaora Ifeoma Damilola Blessing',
    'Oluwaseun Ayodele Tobi Kelechi Chidi Emeka Obinna Tunde Samuel David',
    'Adeyemi Okafor Adebayo Eze Okeke Balogun Ogunleye Nwosu Afolabi Bello Obi Adeleke'),
  names([10, 'B2', 'Twi'],
    'Akua Abena Efua Adwoa Ama Esi', 'Kwame Kofi Yaw Kwesi Kojo Nana',
    'Mensah Owusu Boateng Asante Appiah Osei Adjei Addo'),
  names([15, 'B2', 'Somali'],
    'Hodan Ayaan Fadumo Halima Sagal Ifrah', 'Abdi Mahad Liban Yusuf Zakariye Ayub',
    'Warsame Farah Abdullahi Hassan Mohamud Jama Hersi Osman'),
  names([6, 'B2', 'Tigrinya'],
    'Selam Feven Rahel Miriam Luwam Hiwot', 'Yonas Filmon Natnael Robel Samson Henok',
    'Tesfay Haile Gebremedhin Berhane Kidane Habtom Araya'),
  names([18, 'B1', null],
    'Shanice Tiana Aaliyah Kayla Jada Simone Renee Nevaeh',
    'Jermaine Tyrone Andre Malachi Isaiah Dante Kemar Elijah',
    'Campbell Brown Williams Francis Clarke Gordon Reid Henry Morgan Powell Bailey Joseph Charles Samuels'),
  names([12, 'O2', 'Arabic'],
    'Layla Rima Hala Sara Yasmin Dina', 'Omar Khaled Karim Youssef Tariq Sami',
    'Haddad Khalil Mansour Nasser Darwish Saleh Hamdan Aziz'),
  names([7, 'O9', 'Kurdish Sorani'],
    'Shilan Dilan Avin Rozhin Hana Zara', 'Rebin Hiwa Aram Karwan Soran Dara',
    'Rashid Karim Omer Aziz Mahmood Hama Salih'),
  names([7, 'A9', 'Dari'],
    'Zahra Parwana Marwa Laila Shabnam Farzana', 'Farhad Ahmad Najib Mirwais Jawad Rahmat',
    'Ahmadi Rahimi Noori Karimi Sharifi Hashimi Azizi'),
  names([7, 'W9', 'Turkish'],
    'Elif Zeynep Defne Ebru Selin Melis', 'Emre Mert Kerem Baris Can Deniz',
    'Yilmaz Kaya Demir Sahin Celik Yildiz Aydin Arslan'),
]

/** Full names that many would take for somebody well known. */
export const wellKnownNames: ReadonlySet<string> = new Set([
  'Callum Robinson',
  'Charlotte Edwards', 'Harry Potter', 'James Brown', 'Michael Jackson', 'Michael Palmer', 'George Martin',
  'Robert Walker',
  'Daniel Craig', 'Emily Watson', 'Oliver Hardy', 'Alexander Hamilton', 'Grace Jones', 'Jessica Ellis',
  'Harry Walker',
  'Lily Allen', 'Imran Khan', 'Ali Khan', 'William Shakespeare', 'Jacob Rees', 'Thomas Moore', 'Robert Scott',
  'Samuel Jackson',
  'Ella Fitzgerald', 'Ruby Walsh', 'Charlie Brown', 'Daniel Morgan', 'Jack White', 'Jack Ryan', 'Jack Wilson',
  'Tyler Perry',
  'Thomas Edison', 'Elizabeth Taylor', 'William Wright', 'Noah Webster', 'Benjamin Harrison', 'James Taylor',
  'Michael Moore',
  'Edward Carter', 'Matthew Perry', 'George Foster', 'James Morrison', 'Hasan Ali', 'Hassan Ali', 'Bilal Khan',
  'Usman Khan',
  'Emily Davison', 'Rosie Jones', 'Kieran Walker', 'Stephen Lawrence', 'Damilola Taylor', 'Michael Owen',
  'Robert Burns',
])
